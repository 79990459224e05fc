"""Values as they pass between Python and the worker's JSON."""

from __future__ import annotations

import datetime


def jsonable(value: object) -> object:
    """The value as JSON has it; raises TypeError if JSON has nothing like it."""
    if isinstance(value, dict):
        return {k if isinstance(k, str) else str(k): jsonable(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [jsonable(v) for v in value]
    if type(value).__name__ in ("set", "frozenset"):
        return [jsonable(v) for v in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def to_datetime(text: str) -> datetime.datetime:
    """A time as Airflow hands it out: pendulum's where pendulum is installed."""
    text = text.replace("Z", "+00:00")
    try:
        import pendulum

        return pendulum.parse(text)
    except ImportError:
        return datetime.datetime.fromisoformat(text)


def _value(name: str, value: object) -> object:
    if isinstance(value, str) and (
        name.endswith("_date") or name.startswith(("data_interval", "run_after", "prev_"))
    ):
        return to_datetime(value)
    return value


class Fields:
    """Fields of the run, the task and the like, times among them as datetimes."""

    def __init__(self, fields: dict) -> None:
        self.__dict__.update({k: _value(k, v) for k, v in fields.items()})

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        raise AttributeError("%s is not known here" % name)
