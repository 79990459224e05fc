"""Finds the callable and calls it as Airflow does."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import json
import os
import sys
from collections.abc import Callable, Mapping
from inspect import Parameter

from updraft_task.context import Context
from updraft_task.streams import capture_logging
from updraft_task.values import to_datetime


def call(spec: dict, context: Context) -> object:
    """What the callable that the worker names returns; a generator's values, a coroutine's end."""
    capture_logging(context.channel)
    function = eval(spec["expression"], {}) if spec.get("expression") else _find(spec)
    args = spec["args"]
    if "response" in spec:
        args = [Response(spec["response"]), *args]
    if spec.get("date"):
        args = [to_datetime(spec["date"]), *args]
    result = function(*args, **_keywords(function, args, spec, context))
    if hasattr(result, "__await__"):
        return _awaited(result)
    if type(result).__name__ == "generator":
        return list(result)
    return result


def _awaited(result: object) -> object:
    import asyncio

    async def run() -> object:
        return await result

    return asyncio.run(run())


def _find(spec: dict) -> Callable:
    if spec.get("file"):
        target, names = _module_of(spec["file"]), [spec["name"]]
    else:
        target, names = _importable(spec["name"])
    for name in names:
        target = getattr(target, name)
    return target if callable(target) else getattr(target, "function", target)


def _module_of(file: str) -> object:
    name = os.path.splitext(os.path.basename(file))[0]
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError("%s is not a Python file" % file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _importable(dotted: str) -> tuple[object, list[str]]:
    """The module that the longest part of a dotted name imports, and the names behind it."""
    parts = dotted.split(".")
    for count in range(len(parts) - 1, 0, -1):
        name = ".".join(parts[:count])
        try:
            return importlib.import_module(name), parts[count:]
        except ModuleNotFoundError as e:
            # One that the module itself misses is the task's failure.
            if e.name is None or not (name + ".").startswith(e.name + "."):
                raise
    raise ImportError("there is no module for python_callable '%s'" % dotted)


def _keywords(function: Callable, args: list, spec: dict, context: Context) -> dict:
    """The callable's keyword arguments: its own, and of the context what it declares."""
    if not spec["strict"]:
        for name, value in spec["kwargs"].items():
            context.put(name, value)
        return _taken(function, args, context)
    own = dict(spec["kwargs"])
    if spec.get("bare"):
        return own
    parameters = _parameters(function)
    names = dict.fromkeys(context)
    asked = [name for name in _taken(function, args, names) if name in parameters]
    return own | {name: context[name] for name in asked if name not in own}


def _taken(function: Callable, args: list, offered: Mapping) -> dict:
    parameters = list(_parameters(function).values())
    positional = [
        p
        for p in parameters
        if p.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
    ]
    filled = {p.name for p in positional[: len(args)]}
    if any(p.kind is Parameter.VAR_KEYWORD for p in parameters):
        return {name: offered[name] for name in offered if name not in filled}
    return {
        p.name: offered[p.name]
        for p in parameters
        if p.kind in (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
        and p.name not in filled
        and p.name in offered
    }


def _parameters(function: Callable) -> Mapping[str, Parameter]:
    try:
        return inspect.signature(function).parameters
    except (TypeError, ValueError):
        return {}  # Some of C's functions do not say.


class Response:
    """What a response check or filter is handed: the response as requests shows it."""

    def __init__(self, fields: dict) -> None:
        self.status_code = fields["status"]
        self.headers = fields["headers"]
        self.text = fields["text"]
        self.url = fields["url"]
        self.reason = ""
        self.encoding = "utf-8"

    @property
    def ok(self) -> bool:
        return self.status_code < 400

    @property
    def content(self) -> bytes:
        return self.text.encode()

    def json(self, **kwargs: object) -> object:
        return json.loads(self.text, **kwargs)

    def raise_for_status(self) -> None:
        if not self.ok:
            raise RuntimeError("%d: %s" % (self.status_code, self.reason))
