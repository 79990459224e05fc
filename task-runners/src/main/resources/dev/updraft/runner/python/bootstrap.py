"""Runs one Python callable for the worker and speaks with it over a socket, in lines of JSON."""

import sys

_real_stdout = sys.stdout


def _main():
    import _socket
    import json
    import os

    sock = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    sock.connect(os.environ.pop("UPDRAFT_SOCKET"))
    channel = _Channel(os.dup(sock.fileno()), json)
    sock.close()
    spec = channel.read()
    sys.stdout = _Stream(channel, "info", "task.stdout")
    sys.stderr = _Stream(channel, "error", "task.stderr")
    try:
        _install_airflow()
        for path in reversed(spec["path"]):
            sys.path.insert(0, path)
        context = Context(channel, spec)
        result = _call(spec, context)
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            line = json.dumps(
                {"t": "result", "value": _jsonable(result), "truth": bool(result)}, allow_nan=False
            )
        except (TypeError, ValueError) as e:
            raise TypeError(
                "the return value, a %s, cannot be stored as an XCom: %s"
                % (type(result).__name__, e)
            ) from None
        channel.write_line(line)
    except BaseException as e:
        import traceback

        sys.stdout.flush()
        sys.stderr.flush()
        trace = e.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
            trace = trace.tb_next
        channel.write(
            {
                "t": "error",
                "classes": [c.__name__ for c in type(e).__mro__],
                "message": str(e),
                "reschedule": str(getattr(e, "reschedule_date", "") or ""),
                "code": e.code if isinstance(e, SystemExit) and isinstance(e.code, int) else None,
                "trace": "".join(traceback.format_exception(type(e), e, trace or e.__traceback__)),
            }
        )


class _Channel:
    def __init__(self, fd, json):
        import _thread
        import os

        self._file = os.fdopen(fd, "r+b", buffering=0)
        self._os = os
        self._fd = fd
        self._json = json
        self._lock = _thread.allocate_lock()
        self._rest = b""

    def read(self):
        while b"\n" not in self._rest:
            data = self._os.read(self._fd, 65536)
            if not data:
                self._os._exit(137)
            self._rest += data
        line, self._rest = self._rest.split(b"\n", 1)
        return self._json.loads(line)

    def write(self, message):
        self.write_line(self._json.dumps(message, default=str))

    def write_line(self, line):
        data = memoryview(line.encode("utf-8", "backslashreplace") + b"\n")
        with self._lock:
            self._send(data)

    def _send(self, data):
        while data:
            data = data[self._os.write(self._fd, data) :]

    def call(self, op, **arguments):
        line = self._json.dumps({"t": "call", "op": op, **arguments}, default=_default)
        with self._lock:
            self._send(memoryview(line.encode("utf-8", "backslashreplace") + b"\n"))
            answer = self.read()
        if "error" in answer:
            if answer.get("missing"):
                raise KeyError(answer["error"])
            raise RuntimeError(answer["error"])
        return answer.get("value")


def _default(value):
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def _jsonable(value):
    if isinstance(value, dict):
        return {k if isinstance(k, str) else str(k): _jsonable(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_jsonable(v) for v in value]
    if type(value).__name__ in ("set", "frozenset"):
        return [_jsonable(v) for v in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


class _Stream:
    """A text stream whose lines become lines of the task's log."""

    encoding = "utf-8"
    errors = "backslashreplace"
    closed = False

    def __init__(self, channel, level, logger):
        self._channel = channel
        self._level = level
        self._logger = logger
        self._rest = ""

    def write(self, text):
        self._rest += text
        if "\n" in self._rest:
            *lines, self._rest = self._rest.split("\n")
            for line in lines:
                self._log(line)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        if self._rest:
            rest, self._rest = self._rest, ""
            self._log(rest)

    def _log(self, line):
        self._channel.write(
            {"t": "log", "level": self._level, "logger": self._logger, "event": line}
        )

    def isatty(self):
        return False

    def writable(self):
        return True

    def readable(self):
        return False

    def fileno(self):
        return 1 if self._logger == "task.stdout" else 2


class _Finder:
    """Stand-ins for Airflow's modules, made only when they are imported and Airflow is absent."""

    exceptions = (
        "airflow.exceptions",
        "airflow.sdk.exceptions",
        "airflow.providers.common.compat.sdk",
    )
    packages = (
        "airflow",
        "airflow.sdk",
        "airflow.providers",
        "airflow.providers.common",
        "airflow.providers.common.compat",
        "airflow.models",
    )
    others = (
        "airflow.models.variable",
        "airflow.sdk.bases",
        "airflow.sdk.bases.hook",
        "airflow.hooks",
        "airflow.hooks.base",
    )

    def __init__(self, channel):
        self.channel = channel

    def find_spec(self, name, path=None, target=None):
        if name in self.exceptions or name in self.packages or name in self.others:
            from importlib.machinery import ModuleSpec

            return ModuleSpec(
                name,
                self,
                is_package=name in self.packages or name in ("airflow.hooks", "airflow.sdk.bases"),
            )
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__name__
        if name in self.exceptions:
            for exception in _exceptions():
                setattr(module, exception.__name__, exception)
        if name in ("airflow.models", "airflow.models.variable", "airflow.sdk"):
            module.Variable = Variable
        if name in ("airflow.sdk.bases.hook", "airflow.hooks.base", "airflow.sdk"):
            module.BaseHook = BaseHook
        if name == "airflow.sdk":
            module.Connection = BaseHook
            module.get_current_context = get_current_context


_made = []


def _exceptions():
    if not _made:
        base = type("AirflowException", (Exception,), {})
        _made.append(base)
        for name in (
            "AirflowSkipException",
            "AirflowFailException",
            "AirflowTaskTimeout",
            "AirflowNotFoundException",
            "AirflowBadRequest",
        ):
            _made.append(type(name, (base,), {}))
        _made.append(type("AirflowSensorTimeout", (base,), {}))

        class AirflowRescheduleException(base):
            def __init__(self, reschedule_date):
                super().__init__()
                self.reschedule_date = reschedule_date

        _made.append(AirflowRescheduleException)
    return _made


_current = []


def get_current_context():
    return _current[0]


class Variable:
    _none = object()

    @classmethod
    def get(cls, key, default_var=_none, deserialize_json=False, default=_none):
        import json

        try:
            value = _current[0].channel.call("variable", key=key)
        except KeyError:
            for otherwise in (default_var, default):
                if otherwise is not cls._none:
                    return otherwise
            raise
        return json.loads(value) if deserialize_json else value


class BaseHook:
    @classmethod
    def get_connection(cls, conn_id):
        return _Connection(_current[0].channel.call("connection", key=conn_id))

    get = get_connection


class _Connection:
    def __init__(self, fields):
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
    def extra_dejson(self):
        import json

        return json.loads(self.extra) if self.extra else {}


def _install_airflow():
    from importlib.machinery import PathFinder

    if PathFinder.find_spec("airflow") is None:
        sys.meta_path.append(_Finder(None))


class _Object:
    """Fields of the run, the task and the like, times among them as datetimes."""

    def __init__(self, fields):
        self.__dict__.update({k: _value(k, v) for k, v in fields.items()})

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise AttributeError("%s is not known here" % name)


def _value(name, value):
    if isinstance(value, str) and (
        name.endswith("_date") or name.startswith(("data_interval", "run_after", "prev_"))
    ):
        return _datetime(value)
    return value


def _datetime(text):
    text = text.replace("Z", "+00:00")
    try:
        import pendulum

        return pendulum.parse(text)
    except ImportError:
        import datetime

        return datetime.datetime.fromisoformat(text)


class TaskInstance(_Object):
    def __init__(self, channel, fields):
        super().__init__(fields)
        self._channel = channel

    def xcom_push(self, key, value, **_):
        self._channel.call("push", key=key, value=_jsonable(value))

    def xcom_pull(
        self, task_ids=None, dag_id=None, key="return_value", map_indexes=None, default=None, **_
    ):
        if isinstance(task_ids, (list, tuple, set)):
            return [self._pull(task, key, map_indexes, default) for task in task_ids]
        return self._pull(task_ids, key, map_indexes, default)

    def _pull(self, task, key, map_indexes, default):
        if isinstance(map_indexes, (list, tuple)):
            return [self._pull(task, key, index, default) for index in map_indexes]
        value = self._channel.call("pull", task=task, key=key, map_index=map_indexes)
        return default if value is None else value

    @property
    def log(self):
        import logging

        return logging.getLogger("airflow.task")


class _Lookup:
    def __init__(self, get):
        self._get = get

    def __getattr__(self, name):
        return self._get(name)

    def get(self, name, default=None):
        try:
            return self._get(name)
        except KeyError:
            return default


class _Macros:
    @staticmethod
    def ds_add(ds, days):
        import datetime

        return (
            datetime.datetime.strptime(str(ds), "%Y-%m-%d") + datetime.timedelta(days=days)
        ).strftime("%Y-%m-%d")

    @staticmethod
    def ds_format(ds, input_format, output_format):
        import datetime

        return datetime.datetime.strptime(str(ds), input_format).strftime(output_format)

    def __getattr__(self, name):
        import datetime
        import importlib

        if name in ("datetime", "timedelta"):
            return getattr(datetime, name)
        if name == "random":
            import random

            return random.random
        return importlib.import_module(name)


class Context(dict):
    """Airflow's context; its objects are made when they are asked for."""

    def __init__(self, channel, spec):
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

    def __getitem__(self, name):
        if name in self._pending:
            self._pending.discard(name)
            super().__setitem__(name, self._make(name))
        return super().__getitem__(name)

    def get(self, name, default=None):
        return self[name] if name in self else default

    def items(self):
        return [(name, self[name]) for name in self]

    def values(self):
        return [self[name] for name in self]

    def _make(self, name):
        if name in ("ti", "task_instance"):
            ti = TaskInstance(self.channel, self._objects["ti"])
            ti.task, ti.dag_run = self["task"], self["dag_run"]
            self._pending -= {"ti", "task_instance"}
            dict.__setitem__(self, "ti", ti)
            dict.__setitem__(self, "task_instance", ti)
            return ti
        if name == "var":
            import json

            value = _Lookup(lambda key: self.channel.call("variable", key=key))
            parsed = _Lookup(lambda key: json.loads(self.channel.call("variable", key=key)))
            var = _Object({})
            var.value, var.json = value, parsed
            return var
        if name == "conn":
            return _Lookup(lambda key: _Connection(self.channel.call("connection", key=key)))
        if name == "macros":
            return _Macros()
        if name == "logger":
            import logging

            return logging.getLogger("airflow.task")
        if name in self._times:
            return _datetime(self._times[name])
        return _Object(self._objects[name])


class _LogHandler:
    level = 0

    def __init__(self, channel):
        self._channel = channel

    def handle(self, record):
        event = record.getMessage()
        if record.exc_info:
            import traceback

            event += "\n" + "".join(traceback.format_exception(*record.exc_info))
        level = record.levelname.lower()
        self._channel.write(
            {"t": "log", "level": level, "logger": record.name, "event": event.rstrip("\n")}
        )

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *a, **k: None


def _capture_logging(channel):
    import logging

    root = logging.getLogger()
    root.handlers[:] = [_LogHandler(channel)]
    if root.level > logging.INFO or root.level == 0:
        root.setLevel(logging.INFO)


def _find(spec):
    import importlib

    if spec.get("file"):
        import importlib.util
        import os

        name = os.path.splitext(os.path.basename(spec["file"]))[0]
        module_spec = importlib.util.spec_from_file_location(name, spec["file"])
        if module_spec is None:
            raise ImportError("%s is not a Python file" % spec["file"])
        module = importlib.util.module_from_spec(module_spec)
        sys.modules[name] = module
        module_spec.loader.exec_module(module)
        target, names = module, [spec["name"]]
    else:
        parts = spec["name"].split(".")
        target, names = None, parts
        for count in range(len(parts) - 1, 0, -1):
            module_name = ".".join(parts[:count])
            try:
                target = importlib.import_module(module_name)
            except ModuleNotFoundError as e:
                if e.name is None or not (module_name + ".").startswith(e.name + "."):
                    raise
                continue
            names = parts[count:]
            break
        if target is None:
            raise ImportError("there is no module for python_callable '%s'" % spec["name"])
    for name in names:
        target = getattr(target, name)
    return getattr(target, "function", target) if not callable(target) else target


def _keywords(function, args, context):
    import inspect

    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return {}
    if any(p.kind is p.VAR_KEYWORD for p in parameters):
        taken = [
            p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
        ][: len(args)]
        return {name: context[name] for name in context if name not in taken}
    named = [p for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
    skip = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)][
        : len(args)
    ]
    return {p.name: context[p.name] for p in named if p not in skip and p.name in context}


class _Response:
    """What a response check or filter is handed: the response as requests shows it."""

    def __init__(self, fields):
        self.status_code = fields["status"]
        self.headers = fields["headers"]
        self.text = fields["text"]
        self.url = fields["url"]
        self.reason = ""
        self.encoding = "utf-8"

    @property
    def ok(self):
        return self.status_code < 400

    @property
    def content(self):
        return self.text.encode()

    def json(self, **kwargs):
        import json

        return json.loads(self.text, **kwargs)

    def raise_for_status(self):
        if not self.ok:
            raise RuntimeError("%d: %s" % (self.status_code, self.reason))


def _call(spec, context):
    _capture_logging(context.channel)
    if spec.get("expression"):
        function = eval(spec["expression"], {})
    else:
        function = _find(spec)
    args = spec["args"]
    if "response" in spec:
        args = [_Response(spec["response"]), *args]
    if spec.get("date"):
        args = [_datetime(spec["date"]), *args]
    if spec["strict"]:
        kwargs = dict(spec["kwargs"])
        wanted = _keywords(function, args, dict.fromkeys(context)) if not spec.get("bare") else {}
        for name in wanted:
            if name not in kwargs and _is_declared(function, name):
                kwargs[name] = context[name]
    else:
        for name, value in spec["kwargs"].items():
            context._pending.discard(name)
            dict.__setitem__(context, name, value)
        kwargs = _keywords(function, args, context)
    result = function(*args, **kwargs)
    if hasattr(result, "__await__"):
        import asyncio

        async def run():
            return await result

        return asyncio.run(run())
    if type(result).__name__ == "generator":
        return list(result)
    return result


def _is_declared(function, name):
    import inspect

    parameter = inspect.signature(function).parameters.get(name)
    return parameter is not None


_main()
