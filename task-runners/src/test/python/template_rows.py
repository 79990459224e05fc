"""Fills the table of templates with what Airflow renders.

    python template_rows.py ../resources/dev/updraft/runner/templates.json

needs apache-airflow-core 3.3.2 with task-sdk 1.3.2, on Python 3.11. Each row of the table keeps its "template" and
"native"; "expected" or "error" are written anew. To add a row, add its template and run this.
A value that JSON cannot hold is written as {"repr": ...}.
"""

import json
import os
import re
import sys
import tempfile
from datetime import datetime, timezone

os.environ["AIRFLOW_HOME"] = tempfile.mkdtemp()
os.environ["AIRFLOW__LOGGING__LOGGING_LEVEL"] = "CRITICAL"

from airflow.sdk import DAG, BaseOperator  # noqa: E402
from airflow.sdk.api.datamodels._generated import DagRun, TIRunContext  # noqa: E402
from airflow.sdk.exceptions import ErrorType  # noqa: E402
from airflow.sdk.execution_time import comms, task_runner  # noqa: E402

CONF = {"name": "x y", "n": 3, "flag": True, "list": [1, "a", None], "nested": {"k": "v"}}
PARAMS = {
    "size": 10,
    "ratio": 0.5,
    "names": ["a", "b"],
    "who": "it's me",
    "deep": {"x": {"y": 1}},
    "empty": "",
    "none": None,
}
XCOMS = {
    "extract": [{"rows": [1, 2, 3], "path": "s3://b/k"}],
    "count": [42],
    "flagged": [False],
    "mapped": [10, 20, 30],
}
VARIABLES = {"env": "prod", "cfg": '{"a": [1, 2]}', "word": '"w"'}
PREVIOUS = {
    "data_interval_start": "2026-03-02T00:00:00Z",
    "data_interval_end": "2026-03-03T00:00:00Z",
    "start_date": "2026-03-03T01:00:00Z",
    "end_date": "2026-03-03T02:00:00.5Z",
}
CONNECTION = {
    "conn_id": "db",
    "conn_type": "pg",
    "host": "h.example",
    "schema": "s",
    "login": "u",
    "password": "pw",
    "port": 5432,
    "extra": '{"region": "eu", "n": 1}',
}


class Supervisor:
    """Answers a task's questions from the tables above."""

    def send(self, msg):
        match msg:
            case comms.GetVariable():
                if msg.key in VARIABLES:
                    return comms.VariableResult(key=msg.key, value=VARIABLES[msg.key])
                return comms.ErrorResponse(error=ErrorType.VARIABLE_NOT_FOUND)
            case comms.GetConnection():
                if msg.conn_id == "db":
                    return comms.ConnectionResult(**CONNECTION)
                return comms.ErrorResponse(error=ErrorType.CONNECTION_NOT_FOUND)
            case comms.GetXComSequenceSlice():
                return comms.XComSequenceSliceResult(root=self.xcoms(msg))
            case comms.GetXCom():
                values = self.xcoms(msg)
                index = 0 if msg.map_index in (None, -1) else msg.map_index
                mapped = len(values) > 1
                found = index < len(values) and mapped == (msg.map_index not in (None, -1))
                return comms.XComResult(key=msg.key, value=values[index] if found else None)
            case comms.GetPrevSuccessfulDagRun():
                return comms.PrevSuccessfulDagRunResult(**PREVIOUS)
            case comms.MaskSecret():
                return None
        raise NotImplementedError(type(msg))

    @staticmethod
    def xcoms(msg):
        return XCOMS.get(msg.task_id, []) if msg.key == "return_value" else []


class BashOperator(BaseOperator):
    template_fields = ("field",)


def rendered(template, native):
    start = datetime(2026, 1, 1, tzinfo=timezone.utc)
    dag = DAG("etl", start_date=start, params=PARAMS, render_template_as_native_obj=native)
    task = BashOperator(task_id="work", dag=dag)
    run = DagRun(
        dag_id="etl",
        run_id="manual__1",
        logical_date="2026-03-04T05:06:07Z",
        data_interval_start="2026-03-03T00:00:00Z",
        data_interval_end="2026-03-04T00:00:00Z",
        run_after="2026-03-04T05:06:07Z",
        start_date="2026-03-04T05:06:08Z",
        end_date=None,
        run_type="manual",
        state="running",
        conf=CONF,
        consumed_asset_events=[],
        partition_key=None,
    )
    ti = task_runner.RuntimeTaskInstance.model_construct(
        id="019a0000-0000-7000-8000-000000000000",
        task_id="work",
        dag_id="etl",
        run_id="manual__1",
        try_number=1,
        map_index=-1,
        max_tries=1,
        state="running",
        start_date=run.start_date,
        task=task,
        _ti_context_from_server=TIRunContext(dag_run=run, max_tries=1),
    )
    context = ti.get_template_context()
    return task.render_template(template, context, dag.get_template_env())


def filled(row):
    kept = {key: row[key] for key in ("template", "native") if row.get(key)}
    try:
        value = rendered(row["template"], row.get("native", False))
    except Exception as e:
        message = f"{type(e).__name__}: {e}".replace(os.getcwd(), ".")
        return {**kept, "error": message.splitlines()[0][:200]}
    try:
        same = json.loads(json.dumps(value)) == value and not isinstance(value, tuple)
    except TypeError:
        same = False
    if isinstance(value, int) and abs(value) >= 2**63:
        same = False
    if same:
        return {**kept, "expected": without_address(value)}
    return {**kept, "expected": {"repr": without_address(repr(value))}}


def without_address(value):
    return re.sub(r" at 0x[0-9a-f]+", " at 0x0", value) if isinstance(value, str) else value


def main(path):
    task_runner.SUPERVISOR_COMMS = Supervisor()
    with open(path) as file:
        rows = json.load(file)
    with open(path, "w") as file:
        json.dump([filled(row) for row in rows], file, indent=1, ensure_ascii=False)
        file.write("\n")


main(sys.argv[1])
