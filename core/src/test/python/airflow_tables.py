"""Writes down what the installed Airflow does, as tables that the tests of core compare with.

Run it with the Python of an environment that holds apache-airflow-core 3.3.2:

    python core/src/test/python/airflow_tables.py core/src/test/resources/airflow

It makes real DAGs, runs and task instances in a SQLite database of its own, which it throws away.
"""

from __future__ import annotations

import itertools
import os
import pathlib
import random
import sys
import tempfile

HOME = tempfile.TemporaryDirectory(prefix="airflow-tables-")
os.environ["AIRFLOW_HOME"] = HOME.name
os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
os.environ["AIRFLOW__CORE__UNIT_TEST_MODE"] = "True"
os.environ["AIRFLOW__LOGGING__LOGGING_LEVEL"] = "ERROR"
os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = f"sqlite:///{HOME.name}/airflow.db"

from datetime import datetime, timedelta, timezone  # noqa: E402

import airflow  # noqa: E402
from airflow.models.dag_version import DagVersion  # noqa: E402
from airflow.models.dagbundle import DagBundleModel  # noqa: E402
from airflow.models.dagrun import DagRun  # noqa: E402
from airflow.providers.standard.operators.bash import BashOperator  # noqa: E402
from airflow.sdk import DAG  # noqa: E402
from airflow.serialization.definitions.dag import SerializedDAG  # noqa: E402
from airflow.serialization.serialized_objects import LazyDeserializedDAG  # noqa: E402
from airflow.task.trigger_rule import TriggerRule  # noqa: E402
from airflow.ti_deps.dep_context import DepContext  # noqa: E402
from airflow.ti_deps.deps.trigger_rule_dep import TriggerRuleDep  # noqa: E402
from airflow.utils.db import initdb  # noqa: E402
from airflow.utils.session import create_session  # noqa: E402
from airflow.utils.state import DagRunState, TaskInstanceState  # noqa: E402
from airflow.utils.types import DagRunTriggeredByType, DagRunType  # noqa: E402

BEFORE = datetime(2020, 1, 1, tzinfo=timezone.utc)
START = datetime(2026, 1, 1, tzinfo=timezone.utc)
LETTERS = {
    "n": None,
    "r": TaskInstanceState.RUNNING,
    "S": TaskInstanceState.SUCCESS,
    "F": TaskInstanceState.FAILED,
    "K": TaskInstanceState.SKIPPED,
    "U": TaskInstanceState.UPSTREAM_FAILED,
    "X": TaskInstanceState.REMOVED,
}


def stored(dag, session):
    """The DAG as the scheduler sees it: serialized, stored and read back."""
    if session.get(DagBundleModel, "tables") is None:
        session.add(DagBundleModel(name="tables"))
        session.flush()
    lazy = LazyDeserializedDAG.from_dag(dag)
    SerializedDAG.bulk_write_to_db("tables", None, [lazy], session=session)
    from airflow.models.serialized_dag import SerializedDagModel

    SerializedDagModel.write_dag(lazy, bundle_name="tables", session=session)
    session.flush()
    return SerializedDagModel.get_dag(dag.dag_id, session=session)


def run_of(dag, session, logical_date=START, run_id="run"):
    run = DagRun(
        dag_id=dag.dag_id,
        run_id=run_id,
        logical_date=logical_date,
        run_after=START,
        start_date=START,
        run_type=DagRunType.MANUAL,
        state=DagRunState.RUNNING,
        triggered_by=DagRunTriggeredByType.TEST,
        data_interval=None,
    )
    run.dag = dag
    session.add(run)
    session.flush()
    version = DagVersion.get_latest_version(dag.dag_id, session=session)
    run.verify_integrity(session=session, dag_version_id=version.id)
    session.flush()
    return run


def trigger_rules(out, session):
    """rule, upstream states, and what becomes of the task: run, wait, or a state."""
    for rule in TriggerRule:
        for upstream in (1, 2, 3):
            with DAG(f"{rule.value}_{upstream}", start_date=BEFORE, schedule=None) as dag:
                target = BashOperator(
                    task_id="target", bash_command="true", trigger_rule=rule.value
                )
                for i in range(upstream):
                    BashOperator(task_id=f"up{i}", bash_command="true") >> target
            dag = stored(dag, session)
            run = run_of(dag, session)
            tis = {ti.task_id: ti for ti in run.get_task_instances(session=session)}
            for ti in tis.values():
                ti.task = dag.get_task(ti.task_id)
            for letters in itertools.combinations_with_replacement(LETTERS, upstream):
                for i, letter in enumerate(letters):
                    tis[f"up{i}"].state = LETTERS[letter]
                ti = tis["target"]
                ti.state = None
                session.flush()
                context = DepContext(flag_upstream_failed=True, ignore_unmapped_tasks=True)
                met = all(
                    status.passed
                    for status in TriggerRuleDep().get_dep_statuses(ti, context, session=session)
                )
                word = ti.state or ("run" if met else "wait")
                out.write(f"{rule.value}\t{''.join(letters)}\t{getattr(word, 'value', word)}\n")


def retry_delays(out, session):
    """delay s, multiplier, longest delay s, task, logical date, try, and the wait in seconds."""
    dates = [
        datetime(2026, 1, 1, tzinfo=timezone.utc),
        datetime(2025, 3, 30, 1, 59, 59, 120, tzinfo=timezone.utc),
        datetime(2024, 2, 29, 23, 0, 0, 500000, tzinfo=timezone.utc),
        None,
    ]
    delays = [0, 0.25, 1, 7.5, 300, 86399, 86400, 200000]
    multipliers = [0, 0.5, 1, 1.5, 2, 10]
    longest = [None, 0, 60, 3600.5, 100000]
    tries = [1, 2, 3, 5, 9, 17, 40, 1100]
    chance = random.Random(7)
    cases = list(itertools.product(delays, multipliers, longest))
    with DAG("retries", start_date=BEFORE, schedule=None) as dag:
        for i, (delay, multiplier, limit) in enumerate(cases):
            BashOperator(
                task_id=f"task_{i}",
                bash_command="true",
                retries=1,
                retry_delay=timedelta(seconds=delay),
                retry_exponential_backoff=float(multiplier),
                max_retry_delay=None if limit is None else timedelta(seconds=limit),
            )
    dag = stored(dag, session)
    for d, date in enumerate(dates):
        run = run_of(dag, session, logical_date=date, run_id=f"run{d}")
        session.expire(run)
        tis = {ti.task_id: ti for ti in run.get_task_instances(session=session)}
        for i, (delay, multiplier, limit) in enumerate(cases):
            ti = tis[f"task_{i}"]
            ti.task = dag.get_task(ti.task_id)
            ti.end_date = START
            for try_number in chance.sample(tries, 1):
                ti.try_number = try_number
                wait = (ti.next_retry_datetime() - START).total_seconds()
                text = "" if date is None else date.isoformat().replace("+00:00", "Z")
                row = [
                    delay,
                    multiplier,
                    "" if limit is None else limit,
                    ti.task_id,
                    text,
                    try_number,
                    wait,
                ]
                out.write("\t".join(str(x) for x in row) + "\n")


def priority_weights(out, session):
    """dag, task, weight rule, own weight, upstream tasks, and the effective weight."""
    chance = random.Random(11)
    for number in range(40):
        size = 1 + number // 2
        with DAG(f"dag{number:02}", start_date=BEFORE, schedule=None) as dag:
            tasks = []
            for i in range(size):
                task = BashOperator(
                    task_id=f"t{i:02}",
                    bash_command="true",
                    priority_weight=chance.choice([1, 1, 2, 5, 10, -3]),
                    weight_rule=chance.choice(["downstream", "upstream", "absolute"]),
                )
                for before in chance.sample(tasks, min(len(tasks), chance.randrange(4))):
                    before >> task
                tasks.append(task)
        dag = stored(dag, session)
        run = run_of(dag, session)
        weights = {ti.task_id: ti.priority_weight for ti in run.get_task_instances(session=session)}
        for task in tasks:
            row = [
                dag.dag_id,
                task.task_id,
                getattr(task.weight_rule, "value", task.weight_rule),
                task.priority_weight,
                ",".join(sorted(task.upstream_task_ids)),
                weights[task.task_id],
            ]
            out.write("\t".join(str(x) for x in row) + "\n")


def main(folder):
    initdb()
    for table in (trigger_rules, retry_delays, priority_weights):
        with create_session() as session, open(folder / f"{table.__name__}.tsv", "w") as out:
            out.write(f"# Airflow {airflow.__version__}: {table.__doc__}\n")
            table(out, session)
            session.rollback()


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
