"""One conversation with the worker: the call it asks for, and what came of it."""

from __future__ import annotations

import _socket
import json
import os
import sys
from types import TracebackType

from updraft_task import airflow_names
from updraft_task.call import call
from updraft_task.channel import Channel
from updraft_task.context import Context
from updraft_task.streams import Stream
from updraft_task.values import jsonable

_OURS = os.path.dirname(__file__)


def main() -> None:
    """Runs what the worker at the other end of UPDRAFT_SOCKET says."""
    channel = _connected()
    spec = channel.read()
    sys.stdout = Stream(channel, "info", "task.stdout", 1)
    sys.stderr = Stream(channel, "error", "task.stderr", 2)
    try:
        airflow_names.install()
        for path in reversed(spec["path"]):
            sys.path.insert(0, path)
        result = call(spec, Context(channel, spec))
        _flush()
        channel.write_line(_result(result))
    except BaseException as e:
        _flush()
        channel.write(_error(e))


def _connected() -> Channel:
    sock = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    sock.connect(os.environ.pop("UPDRAFT_SOCKET"))
    return Channel(sock.detach())


def _flush() -> None:
    sys.stdout.flush()
    sys.stderr.flush()


def _result(result: object) -> str:
    try:
        return json.dumps(
            {"t": "result", "value": jsonable(result), "truth": bool(result)}, allow_nan=False
        )
    except (TypeError, ValueError) as e:
        raise TypeError(
            "the return value, a %s, cannot be stored as an XCom: %s" % (type(result).__name__, e)
        ) from None


def _error(e: BaseException) -> dict:
    import traceback

    trace = _of_the_task(e.__traceback__) or e.__traceback__
    return {
        "t": "error",
        "classes": [c.__name__ for c in type(e).__mro__],
        "message": str(e),
        "reschedule": str(getattr(e, "reschedule_date", "") or ""),
        "code": e.code if isinstance(e, SystemExit) and isinstance(e.code, int) else None,
        "trace": "".join(traceback.format_exception(type(e), e, trace)),
    }


def _of_the_task(trace: TracebackType | None) -> TracebackType | None:
    while trace is not None and os.path.dirname(trace.tb_frame.f_code.co_filename) == _OURS:
        trace = trace.tb_next
    return trace
