"""Airflow's context of a task; its objects are made when they are asked for."""

from __future__ import annotations

import datetime
import importlib
import json
import logging
from collections.abc import Callable

from updraft_task.channel import Channel
from updraft_task.values import Fields, jsonable, to_datetime

_current: list[Context] = []


def get_current_context() -> Context:
    """The context of the task of this process."""
    if not _current:
        raise RuntimeError("there is no context: the task has not begun")
    return _current[0]


class Context(dict):
    """The context itself, a dict as Airflow's is."""

    def __init__(self, channel: Channel, spec: dict) -> None:
        super().__init__(spec["context"])
        self.channel = channel
        self._objects = spec["objects"]
        self._times = spec["times"]
        for name in (
            "ti",
            "task_instance",
            "var",
            "conn",
            "macros",
            "logger",
            *self._objects,
            *self._times,
        ):
            super().__setitem__(name, None)
        self._pending = set(self) - set(spec["context"])
        _current.append(self)

    def __getitem__(self, name: str) -> object:
        if name in self._pending:
            self._pending.discard(name)
            super().__setitem__(name, self._make(name))
        return super().__getitem__(name)

    def get(self, name: str, default: object = None) -> object:
        return self[name] if name in self else default

    def items(self) -> list[tuple[str, object]]:
        return [(name, self[name]) for name in self]

    def values(self) -> list[object]:
        return [self[name] for name in self]

    def put(self, name: str, value: object) -> None:
        """Has a name stand for a value from now on, whatever it stood for."""
        self._pending.discard(name)
        super().__setitem__(name, value)

    def _make(self, name: str) -> object:
        if name in ("ti", "task_instance"):
            ti = TaskInstance(self.channel, self._objects["ti"])
            ti.task, ti.dag_run = self["task"], self["dag_run"]
            self.put("ti", ti)
            self.put("task_instance", ti)
            return ti
        if name == "var":
            value = _Lookup(lambda key: self.channel.call("variable", key=key))
            parsed = _Lookup(lambda key: json.loads(self.channel.call("variable", key=key)))
            var = Fields({})
            var.value, var.json = value, parsed
            return var
        if name == "conn":
            return _Lookup(lambda key: Connection(self.channel.call("connection", key=key)))
        if name == "macros":
            return _Macros()
        if name == "logger":
            return logging.getLogger("airflow.task")
        if name in self._times:
            return to_datetime(self._times[name])
        return Fields(self._objects[name])


class TaskInstance(Fields):
    """The task instance that runs."""

    def __init__(self, channel: Channel, fields: dict) -> None:
        super().__init__(fields)
        self._channel = channel

    def xcom_push(self, key: str, value: object, **_: object) -> None:
        self._channel.call("push", key=key, value=jsonable(value))

    def xcom_pull(
        self,
        task_ids: str | list[str] | None = None,
        dag_id: str | None = None,
        key: str = "return_value",
        include_prior_dates: bool = False,
        *,
        map_indexes: int | list[int] | None = None,
        default: object = None,
        run_id: str | None = None,
    ) -> object:
        """What a task of this run has pushed; raises RuntimeError if asked for another run's."""
        if (
            include_prior_dates
            or dag_id not in (None, self.dag_id)
            or run_id not in (None, self.run_id)
        ):
            raise RuntimeError(
                "xcom_pull takes the XComs of its own run only: leave out dag_id, run_id"
                " and include_prior_dates"
            )
        if isinstance(task_ids, (list, tuple, set)):
            return [self._pull(task, key, map_indexes, default) for task in task_ids]
        return self._pull(task_ids, key, map_indexes, default)

    def _pull(
        self, task: str | None, key: str, map_indexes: int | list[int] | None, default: object
    ) -> object:
        if isinstance(map_indexes, (list, tuple)):
            return [self._pull(task, key, index, default) for index in map_indexes]
        value = self._channel.call("pull", task=task, key=key, map_index=map_indexes)
        return default if value is None else value

    @property
    def log(self) -> logging.Logger:
        return logging.getLogger("airflow.task")


class _Lookup:
    """Variables or connections, by attribute or by get."""

    def __init__(self, get: Callable[[str], object]) -> None:
        self._get = get

    def __getattr__(self, name: str) -> object:
        return self._get(name)

    def get(self, name: str, default: object = None) -> object:
        try:
            return self._get(name)
        except KeyError:
            return default


class Connection:
    """A connection as hooks see it."""

    def __init__(self, fields: dict) -> None:
        for name in (
            "conn_id",
            "conn_type",
            "host",
            "schema",
            "login",
            "password",
            "port",
            "extra",
        ):
            setattr(self, name, fields.get(name))

    @property
    def extra_dejson(self) -> object:
        return json.loads(self.extra) if self.extra else {}


class _Macros:
    """What templates call `macros`: two functions, and modules by name."""

    @staticmethod
    def ds_add(ds: str, days: int) -> str:
        return (
            datetime.datetime.strptime(str(ds), "%Y-%m-%d") + datetime.timedelta(days=days)
        ).strftime("%Y-%m-%d")

    @staticmethod
    def ds_format(ds: str, input_format: str, output_format: str) -> str:
        return datetime.datetime.strptime(str(ds), input_format).strftime(output_format)

    def __getattr__(self, name: str) -> object:
        if name in ("datetime", "timedelta"):
            return getattr(datetime, name)
        if name == "random":
            return importlib.import_module(name).random
        return importlib.import_module(name)
