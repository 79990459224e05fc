"""Stand-ins for Airflow's modules, made only when they are imported and Airflow is absent."""

from __future__ import annotations

import json
import sys
from functools import cache
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

from updraft_task.context import Connection, get_current_context

_EXCEPTIONS = (
    "airflow.exceptions",
    "airflow.sdk.exceptions",
    "airflow.providers.common.compat.sdk",
)
_VARIABLE = ("airflow.models", "airflow.models.variable", "airflow.sdk")
_HOOK = ("airflow.hooks.base", "airflow.sdk", "airflow.sdk.bases.hook")
_PACKAGES = (
    "airflow",
    "airflow.hooks",
    "airflow.models",
    "airflow.providers",
    "airflow.providers.common",
    "airflow.providers.common.compat",
    "airflow.sdk",
    "airflow.sdk.bases",
)


def install() -> None:
    """Has the stand-ins found where Airflow itself is not."""
    if PathFinder.find_spec("airflow") is None:
        sys.meta_path.append(Finder())


class Finder:
    """Finds the stand-ins by the names of Airflow's modules."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name in _EXCEPTIONS or name in _VARIABLE or name in _HOOK or name in _PACKAGES:
            return ModuleSpec(name, self, is_package=name in _PACKAGES)
        return None

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        if name in _EXCEPTIONS:
            for exception in _exceptions():
                setattr(module, exception.__name__, exception)
        if name in _VARIABLE:
            module.Variable = Variable
        if name in _HOOK:
            module.BaseHook = BaseHook
        if name == "airflow.sdk":
            module.Connection = BaseHook
            module.get_current_context = get_current_context


@cache
def _exceptions() -> list[type[Exception]]:
    base = type("AirflowException", (Exception,), {})

    class AirflowRescheduleException(base):
        def __init__(self, reschedule_date: object) -> None:
            super().__init__()
            self.reschedule_date = reschedule_date

    names = (
        "AirflowSkipException",
        "AirflowFailException",
        "AirflowTaskTimeout",
        "AirflowNotFoundException",
        "AirflowBadRequest",
        "AirflowSensorTimeout",
    )
    return [base, AirflowRescheduleException, *(type(name, (base,), {}) for name in names)]


class Variable:
    """Airflow's variables, read only."""

    _none = object()

    @classmethod
    def get(
        cls,
        key: str,
        default_var: object = _none,
        deserialize_json: bool = False,
        default: object = _none,
    ) -> object:
        try:
            value = get_current_context().channel.call("variable", key=key)
        except KeyError:
            for otherwise in (default_var, default):
                if otherwise is not cls._none:
                    return otherwise
            raise
        return json.loads(value) if deserialize_json else value


class BaseHook:
    """Airflow's way to connections."""

    @classmethod
    def get_connection(cls, conn_id: str) -> Connection:
        return Connection(get_current_context().channel.call("connection", key=conn_id))

    get = get_connection
