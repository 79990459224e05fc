"""Where a task prints and logs to: each line becomes a line of the attempt's log."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from updraft_task.channel import Channel

# What is kept of a line.
_LINE_CHARS_MAX = 1024 * 1024


class Stream:
    """Standard output or standard error of the task."""

    encoding = "utf-8"
    errors = "backslashreplace"
    closed = False

    def __init__(self, channel: Channel, level: str, logger: str, descriptor: int) -> None:
        self._channel = channel
        self._level = level
        self._logger = logger
        self._descriptor = descriptor
        self._rest = ""

    def write(self, text: str) -> int:
        self._rest += text
        if "\n" in self._rest:
            *lines, self._rest = self._rest.split("\n")
            for line in lines:
                self._log(line)
        # One more than is kept, by which it is seen to be cut.
        self._rest = self._rest[: _LINE_CHARS_MAX + 1]
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        if self._rest:
            rest, self._rest = self._rest, ""
            self._log(rest)

    def _log(self, line: str) -> None:
        self._channel.write(
            {
                "t": "log",
                "level": self._level,
                "logger": self._logger,
                "event": line[:_LINE_CHARS_MAX],
                "cut": len(line) > _LINE_CHARS_MAX,
            }
        )

    def isatty(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def fileno(self) -> int:
        return self._descriptor


class LogHandler(logging.Handler):
    """Passes on what the task logs."""

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self._channel = channel

    def emit(self, record: logging.LogRecord) -> None:
        event = record.getMessage()
        if record.exc_info:
            import traceback

            event += "\n" + "".join(traceback.format_exception(*record.exc_info))
        self._channel.write(
            {
                "t": "log",
                "level": record.levelname.lower(),
                "logger": record.name,
                "event": event.rstrip("\n")[:_LINE_CHARS_MAX],
                "cut": len(event) > _LINE_CHARS_MAX,
            }
        )


def capture_logging(channel: Channel) -> None:
    """Has all that is logged from now on passed on, from INFO upwards if nothing else is said."""
    root = logging.getLogger()
    root.handlers[:] = [LogHandler(channel)]
    if root.level > logging.INFO or root.level == logging.NOTSET:
        root.setLevel(logging.INFO)
