"""What `updraft test` says about what a machine lacks, tried with a PATH that has only some commands."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ALWAYS = "bash sh dirname readlink sed tr id uname cmp find sort ls cat env timeout tail head java javac".split()


def preflight(
    path: pathlib.Path, *steps: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Looks for what the steps need, with the commands of one folder alone."""
    return subprocess.run(
        [str(ROOT / "updraft"), "test", "--check", *steps],
        env={"PATH": str(path), "HOME": os.environ.get("HOME", "/"), **variables},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


class Preflight(unittest.TestCase):
    """A machine that lacks something."""

    def setUp(self) -> None:
        self.path = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.path)
        for command in ALWAYS:
            self.give(command)

    def give(self, command: str) -> None:
        """Lets a command be found."""
        found = shutil.which(command)
        if found:
            (self.path / command).symlink_to(found)

    def write(self, command: str, body: str) -> None:
        """Makes a command."""
        script = self.path / command
        script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        script.chmod(0o755)

    def test_everything_that_is_missing_is_said_at_once(self) -> None:
        done = preflight(self.path, "java", "ui", "python", "browser")
        self.assertEqual(2, done.returncode, done.stderr)
        for name in (
            "curl",
            "Node.js 20.19",
            "python3",
            "apt-get install curl python3 python3-venv",
        ):
            self.assertIn(name, done.stderr)
        self.assertNotIn("==", done.stdout, "no step has begun")

    def test_a_node_that_is_too_old_is_named_with_its_version(self) -> None:
        self.give("python3")
        self.write("npm", "exit 0")
        self.write("node", 'if [ "$1" = --version ]; then echo v20.18.3; else exit 1; fi')
        done = preflight(self.path, "ui")
        self.assertEqual(2, done.returncode, done.stderr)
        self.assertIn("Node.js 20.19 or newer: this is v20.18.3", done.stderr)

    def test_a_browser_that_only_says_how_to_install_it_is_none(self) -> None:
        for command in ("python3", "node", "npm", "curl"):
            self.give(command)
        self.write("chromium", "echo install the snap; exit 1")
        done = preflight(self.path, "browser", CHROMIUM=str(self.path / "chromium"))
        self.assertEqual(2, done.returncode, done.stderr)
        self.assertIn("does not start", done.stderr)

    def test_a_machine_without_a_browser_is_given_one(self) -> None:
        for command in "python3 node npm curl ldd grep tar rm mkdir cp chmod printf".split():
            self.give(command)
        done = preflight(self.path, "browser")
        self.assertEqual(0, done.returncode, done.stderr)

    def test_what_no_chosen_step_needs_is_not_asked_for(self) -> None:
        self.give("python3")
        done = preflight(self.path, "examples")
        self.assertEqual(0, done.returncode, done.stderr)


if __name__ == "__main__":
    unittest.main()
