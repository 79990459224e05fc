r"""Writes down which files of a folder the installed Airflow keeps, as a table of tests.

Run it with the Python of an environment that holds apache-airflow-core 3.3.2:

    python dag-parser/src/test/python/ignore_table.py \
        dag-parser/src/test/resources/airflow/ignored-files.json
"""

from __future__ import annotations

import json
import logging
import os
import pathlib
import random
import sys
import tempfile
import warnings

from airflow._shared.module_loading.file_discovery import find_path_from_directory

CASES = 600
# fmt: off
FILES = [
    "a.yml", "b.yml", "keep.yml", "draft_a.yml", "x y.yml", "!odd.yml", "[b].yml", "a*b.yml",
    "a^b.yml", "ä.yml", "old/a.yml", "old/keep.yml", "old/sub/a.yml", "old/sub/deep/b.yml",
    "team/a.yml", "team/b.yml", "team/old/a.yml", "team/sub/old/keep.yml", "team/sub/a.yml", "foo",
    "team/foo", "x/foo/a.yml", "x/y/z.yml", "x/y/w/z.yml", "foo2/bar/a.yml", "foo2/bar/baz/b.yml",
]
GLOBS = [
    "old", "old/", "/old", "old/*", "old/**", "**/old", "**/old/", "**/old/**", "team/**/a.yml",
    "*.yml", "!keep.yml", "!*.yml", "/*.yml", "a.yml", "/a.yml", "team/a.yml", "draft_*",
    "draft_?.yml", "[ab].yml", "[!a].yml", "[^a].yml", "[a-b].yml", "\\!odd.yml", "!odd.yml",
    "\\[b\\].yml", "[[]b].yml", "a\\*b.yml", "a*b.yml", "[]b.yml", "[", "x y.yml", "x y.yml  ",
    "  a.yml", "foo", "foo/", "/foo", "foo2/bar", "foo2/bar/", "!foo2/bar/", "!bar", "!bar/",
    "foo2/**/b.yml", "x/**/z.yml", "**/z.yml", "x/y/", "x//y", "/", "//", "**", "*", "!old/",
    "!old", "!/old", "!old/keep.yml", "!team/", "**/", "/**", "/**/a.yml", "team/*/old", "team/**",
    "***", "t*m", "t*", "te?m/", "ä.yml", "?.yml", "*/a.yml", "**/*", "!**", "!**/keep.yml",
    "# comment", "a.yml # comment", "a.yml#x", "", "foo2/**/", "**/sub/a.yml", "sub/a.yml",
    "old/sub", "old/sub/", "x/*/z.yml", "a^b.yml", "[a^]*.yml", "a[*]b.yml",
]
REGEXPS = [
    "old", "^old", "old/", "old/.*", "a\\.yml$", "draft_", "^team/.*/a", "[ab]\\.yml", "(", "foo",
    "x y", "^foo$", "keep|draft", "  a", "\\.yml  ", "sub$", "sub/a", " # c", "!keep", "^x/y$",
    "^x/y/$",
]
# fmt: on
FOLDERS = ["", "", "old", "team", "x", "foo2", "team/sub"]


def kept(syntax: str, ignore: dict[str, str]) -> list[str]:
    """The files that are left of FILES where these .airflowignore files lie."""
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name).resolve()
        for file in FILES:
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text("{}")
        for folder, text in ignore.items():
            (root / folder / ".airflowignore").write_text(text)
        found = find_path_from_directory(str(root), ".airflowignore", syntax)
        return sorted(os.path.relpath(path, root) for path in found)


def cases() -> list[dict]:
    """Each line alone, at the top and in a folder; then random files of several lines."""
    rows = []

    def add(syntax: str, ignore: dict[str, str]) -> None:
        rows.append({"syntax": syntax, "ignore": ignore, "kept": kept(syntax, ignore)})

    for syntax, lines in (("glob", GLOBS), ("regexp", REGEXPS)):
        for folder in ("", "team"):
            for line in lines:
                add(syntax, {folder: line + "\n"})
    add("glob", {"": "a.yml\r\nold/\r\n"})
    add("regexp", {"": "a\\.yml\r\nold/\r\n"})
    chance = random.Random(7)
    while len(rows) < CASES:
        syntax = "glob" if chance.random() < 0.85 else "regexp"
        lines = GLOBS if syntax == "glob" else REGEXPS
        ignore = {}
        for _ in range(chance.randint(1, 3)):
            text = "\n".join(chance.choice(lines) for _ in range(chance.randint(1, 4)))
            ignore[chance.choice(FOLDERS)] = text + "\n"
        add(syntax, ignore)
    return rows


def main() -> None:
    """Writes the table to the path that is given."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    rows = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases())
    files = json.dumps(FILES, ensure_ascii=False)
    source = "apache-airflow-core 3.3.2, _shared.module_loading.file_discovery"
    text = f'{{"source": "{source}",\n"files": {files},\n"cases": [\n{rows}\n]}}\n'
    pathlib.Path(sys.argv[1]).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
