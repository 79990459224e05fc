"""Writes the arguments that the standard provider's operators take.

    python operator_arguments.py ../resources/dev/updraft/runner/operator-arguments.json

needs apache-airflow-providers-standard 1.21.0. What every operator takes is left out.
"""

import importlib
import inspect
import json
import os
import sys
import tempfile

os.environ["AIRFLOW_HOME"] = tempfile.mkdtemp()

CLASSES = {
    "EMPTY": "operators.empty.EmptyOperator",
    "BASH": "operators.bash.BashOperator",
    "PYTHON": "operators.python.PythonOperator",
    "BRANCH_PYTHON": "operators.python.BranchPythonOperator",
    "SHORT_CIRCUIT": "operators.python.ShortCircuitOperator",
    "TRIGGER_DAG_RUN": "operators.trigger_dagrun.TriggerDagRunOperator",
    "LATEST_ONLY": "operators.latest_only.LatestOnlyOperator",
    "TIME_SENSOR": "sensors.time.TimeSensor",
    "TIME_DELTA_SENSOR": "sensors.time_delta.TimeDeltaSensor",
    "DATE_TIME_SENSOR": "sensors.date_time.DateTimeSensor",
    "FILE_SENSOR": "sensors.filesystem.FileSensor",
    "EXTERNAL_TASK_SENSOR": "sensors.external_task.ExternalTaskSensor",
}


def arguments(path):
    module, name = ("airflow.providers.standard." + path).rsplit(".", 1)
    names = set()
    for base in getattr(importlib.import_module(module), name).__mro__:
        if base.__name__ == "BaseOperator":
            return sorted(names)
        if "__init__" in vars(base):
            parameters = inspect.signature(inspect.unwrap(base.__init__)).parameters.values()
            names |= {p.name for p in parameters if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)}
            names.discard("self")
    raise AssertionError(f"{path} is no operator")


with open(sys.argv[1], "w") as file:
    json.dump({name: arguments(path) for name, path in CLASSES.items()}, file, indent=1)
    file.write("\n")
