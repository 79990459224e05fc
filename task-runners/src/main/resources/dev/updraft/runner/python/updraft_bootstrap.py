"""What the worker starts to run one Python callable."""

import sys

from updraft_task.main import main

# Kept, as Python closes what nothing refers to any more.
_stdout, _stderr = sys.stdout, sys.stderr

main()
