"""The conversation with the worker over its socket, in lines of JSON."""

from __future__ import annotations

import json
import os
from _thread import allocate_lock

_READ_BYTES = 65536
_WORKER_GONE = 137


class Channel:
    """Says and asks; threads of the task may do so at once.

    The modules it needs are bound here, as the task's own code may put others in their place.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._os = os
        self._json = json
        self._lock = allocate_lock()
        self._rest = b""

    def read(self) -> dict:
        """The worker's next message; the process ends where the worker has."""
        while b"\n" not in self._rest:
            data = self._os.read(self._descriptor, _READ_BYTES)
            if not data:
                self._os._exit(_WORKER_GONE)
            self._rest += data
        line, self._rest = self._rest.split(b"\n", 1)
        return self._json.loads(line)

    def write(self, message: dict) -> None:
        """Says something that is not answered."""
        self.write_line(self._json.dumps(message, default=str))

    def write_line(self, line: str) -> None:
        """Says what is JSON already."""
        with self._lock:
            self._send(line)

    def call(self, op: str, **arguments: object) -> object:
        """Asks the worker; raises KeyError if there is no such thing, RuntimeError if refused."""
        line = self._json.dumps({"t": "call", "op": op, **arguments}, default=_default)
        with self._lock:
            self._send(line)
            answer = self.read()
        if "error" in answer:
            if answer.get("missing"):
                raise KeyError(answer["error"])
            raise RuntimeError(answer["error"])
        return answer.get("value")

    def _send(self, line: str) -> None:
        data = memoryview(line.encode("utf-8", "backslashreplace") + b"\n")
        while data:
            data = data[self._os.write(self._descriptor, data) :]


def _default(value: object) -> str:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)
