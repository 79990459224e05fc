"""The worker's other half: runs one callable of a task in a process of its own."""
