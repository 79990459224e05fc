"""Writes the table that TimetableTableTest reads, as Airflow's timetables compute it.

    python timetable_tables.py FILE [ROWS]

Run it with the Python of an Airflow installation (made with apache-airflow-core 3.3.2 and
apache-airflow-providers-standard 1.21.0). "Now" is set by patching the modules that ask for it.
Writes JSON: schedules by name, in the form of the project's own JSON; under "runs" rows of
  schedule, last start, last end, earliest, latest, catchup, now,
  start and end and run_after of the next run (null: none),
  start and end of a manual run's interval for that now
and under "latest" rows of
  schedule, run type, start, end, now, whether LatestOnlyOperator lets successors run.
ROWS is about how many of the computed rows to keep, drawn with a fixed seed.
"""

import json
import random
import sys
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace

import pendulum
from dateutil.relativedelta import relativedelta

from airflow._shared.timezones import timezone as airflow_time
from airflow.providers.standard.operators import latest_only
from airflow.timetables import events, interval, simple, trigger
from airflow.timetables.assets import AssetOrTimeSchedule
from airflow.timetables.base import DataInterval, TimeRestriction
from airflow.serialization.definitions.assets import SerializedAsset

UTC = timezone.utc
SEED = 20260101


def utc(text):
    return pendulum.instance(datetime.fromisoformat(text).replace(tzinfo=UTC))


def freeze(now):
    for module in (trigger, interval, airflow_time):
        module.utcnow = lambda: now
    trigger.time = SimpleNamespace(time=now.timestamp)
    latest_only.pendulum = SimpleNamespace(now=lambda _: now, instance=pendulum.instance)


def duration(delta):
    return f"PT{int(delta.total_seconds())}S"


def cron_trigger(expressions, zone, length=timedelta(), immediately=False):
    wire = {"type": "Always"} if immediately is True else {"type": "IfJustPassed"}
    if isinstance(immediately, timedelta):
        wire = {"type": "Within", "limit": duration(immediately)}
    spec = {
        "type": "Cron",
        "expressions": expressions,
        "zone": zone,
        "intervals": {"type": "Trigger", "length": duration(length)},
        "runImmediately": wire,
    }
    options = {"timezone": zone, "interval": length, "run_immediately": immediately}
    if len(expressions) > 1:
        return spec, trigger.MultipleCronTriggerTimetable(*expressions, **options)
    return spec, trigger.CronTriggerTimetable(expressions[0], **options)


def cron_interval(expression, zone):
    return (
        {
            "type": "Cron",
            "expressions": [expression],
            "zone": zone,
            "intervals": {"type": "DataInterval"},
            "runImmediately": {"type": "IfJustPassed"},
        },
        interval.CronDataIntervalTimetable(expression, zone),
    )


def delta(months, rest, length=None):
    step = relativedelta(months=months, seconds=int(rest.total_seconds())) if months else rest
    spec = {"type": "Delta", "period": {"months": months, "rest": duration(rest)}}
    if length is None:
        return (
            {**spec, "intervals": {"type": "DataInterval"}},
            interval.DeltaDataIntervalTimetable(step),
        )
    return (
        {**spec, "intervals": {"type": "Trigger", "length": duration(length)}},
        trigger.DeltaTriggerTimetable(step, interval=length),
    )


def listed(restrict):
    times = [
        "2024-03-10T06:30:00",
        "2024-03-10T07:00:00",
        "2024-03-11T00:00:00",
        "2025-10-26T01:00:00",
        "2018-11-04T03:00:00",
    ]
    return (
        {"type": "Events", "times": [t + "Z" for t in times], "restrictToEvents": restrict},
        events.EventsTimetable([utc(t) for t in times], restrict_to_events=restrict),
    )


def asset_or_time(inner):
    spec, timetable = inner
    asset = SerializedAsset(name="a", uri="s3://a", group="asset", extra={}, watchers=[])
    condition = {"type": "AnyOf", "of": [{"type": "Asset", "name": "a", "uri": "s3://a"}]}
    return (
        {"type": "AssetsOrTime", "timetable": spec, "condition": condition},
        AssetOrTimeSchedule(timetable=timetable, assets=asset),
    )


CRONS = [
    "0 0 * * *",
    "30 2 * * *",
    "30 1 * * *",
    "30 * * * *",
    "*/20 * * * *",
    "0 */2 * * *",
    "15 1-3 * * *",
    "45 23 L * MON",
    "0 0 1 * *",
    "10 2 * * * 30",
]
CHANGES = {
    "America/New_York": ["2024-03-10T07:00:00", "2024-11-03T06:00:00"],
    "Europe/Berlin": ["2025-03-30T01:00:00", "2025-10-26T01:00:00"],
    "Australia/Lord_Howe": ["2024-04-06T15:00:00", "2024-10-05T15:30:00"],
    "Asia/Kolkata": ["2024-03-10T07:00:00"],
    "America/Sao_Paulo": ["2018-11-04T03:00:00", "2018-02-18T02:00:00"],
}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def schedules():
    """Name, (JSON, timetable), the instants worth looking around."""
    for zone, changes in CHANGES.items():
        for cron in CRONS:
            yield f"trigger {cron} {zone}", cron_trigger([cron], zone), changes
            yield f"interval {cron} {zone}", cron_interval(cron, zone), changes
        yield (
            f"several {zone}",
            cron_trigger(["0 3 * * *", "30 1 * * *", "30 * * * 1"], zone, HOUR),
            changes,
        )
        yield f"length {zone}", cron_trigger(["30 2 * * *"], zone, DAY), changes
        yield f"always {zone}", cron_trigger(["0 5 * * *"], zone, immediately=True), changes
        yield f"within {zone}", cron_trigger(["0 */6 * * *"], zone, immediately=HOUR), changes
    everywhere = [c for changes in CHANGES.values() for c in changes]
    yield "none", ({"type": "None"}, simple.NullTimetable()), everywhere
    yield "once", ({"type": "Once"}, simple.OnceTimetable()), everywhere
    yield "continuous", ({"type": "Continuous"}, simple.ContinuousTimetable()), everywhere
    yield "events", listed(False), everywhere
    yield "restricted events", listed(True), everywhere
    for name, months, rest in [
        ("7 hours", 0, 7 * HOUR),
        ("3 days", 0, 3 * DAY),
        ("month", 1, timedelta()),
        ("quarter and a day", 3, DAY),
    ]:
        yield f"every {name}", delta(months, rest), everywhere
        yield f"trigger every {name}", delta(months, rest, HOUR), everywhere
    asset = asset_or_time(cron_interval("0 0 * * *", "Europe/Berlin"))
    yield "assets or time", asset, CHANGES["Europe/Berlin"]


def wire(time):
    return None if time is None else time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def run_row(name, timetable, last, earliest, latest, catchup, now):
    freeze(now)
    info = timetable.next_dagrun_info(
        last_automated_data_interval=last,
        restriction=TimeRestriction(earliest=earliest, latest=latest, catchup=catchup),
    )
    manual = timetable.infer_manual_data_interval(run_after=now)
    span = info.data_interval if info else (None, None)
    times = [*(last or (None, None)), earliest, latest]
    row = [
        name,
        *map(wire, times),
        catchup,
        wire(now),
        *map(wire, span),
        wire(info and info.run_after),
        *map(wire, manual),
    ]
    return row, info and info.data_interval


def run_rows(rng, name, timetable, changes):
    for change in map(utc, changes):
        for catchup in (True, False):
            now = change + timedelta(
                minutes=rng.choice([-100, -35, 0, 10, 45, 95, 1500]),
                seconds=rng.choice([0, 0, 17.25]),
            )
            earliest = rng.choice(
                [
                    None,
                    change - 2 * DAY,
                    change - timedelta(hours=2.5),
                    change - timedelta(days=95),
                    now + HOUR,
                ]
            )
            latest = rng.choice([None, None, None, change + timedelta(minutes=20)])
            last = None
            for _ in range(4):
                row, following = run_row(name, timetable, last, earliest, latest, catchup, now)
                yield row
                if following is None:
                    break
                last = following
                now += rng.choice([0, 1, 3, 30]) * HOUR
            odd = change + timedelta(minutes=rng.randint(-300, 300))
            last = DataInterval(odd - HOUR, odd)
            yield run_row(name, timetable, last, earliest, None, catchup, now)[0]


def latest_rows(rng, name, timetable, changes):
    for change in map(utc, changes):
        for kind in ("scheduled", "manual", "backfill"):
            _, span = run_row(name, timetable, None, change - 2 * DAY, None, True, change)
            for offset in (-60, 0, 1, 40, 1440, 2 * 1440, 33 * 1440):
                if span is None:
                    continue
                now = span.end + timedelta(minutes=offset)
                freeze(now)
                latest_only._get_dag_timetable = lambda _: timetable
                task = SimpleNamespace(
                    log=SimpleNamespace(info=lambda *_: None),
                    dag=None,
                    get_direct_relative_ids=lambda upstream: ["next"],
                )
                task._get_compare_dates = lambda run, task=task: (
                    latest_only.LatestOnlyOperator._get_compare_dates(task, run)
                )
                run = SimpleNamespace(
                    run_type=kind,
                    logical_date=span.start,
                    data_interval_start=span.start,
                    data_interval_end=span.end,
                )
                chosen = latest_only.LatestOnlyOperator.choose_branch(task, {"dag_run": run})
                yield [name, kind, wire(span.start), wire(span.end), wire(now), bool(chosen)]


def sample(rng, rows, size):
    return [rows[i] for i in sorted(rng.sample(range(len(rows)), min(size, len(rows))))]


def main(file, size):
    rng = random.Random(SEED)
    specs, runs, latest, failed = {}, [], [], 0
    for name, (spec, timetable), changes in schedules():
        specs[name] = spec
        for rows, target in ((run_rows, runs), (latest_rows, latest)):
            try:
                for row in rows(rng, name, timetable, changes):
                    target.append(row)
            except (ValueError, AssertionError) as error:
                failed += 1
                print(name, repr(error))
    print(len(runs), "run rows,", len(latest), "latest rows,", failed, "failures in Airflow")
    runs, latest = sample(rng, runs, size), sample(rng, latest, size // 5)
    with open(file, "w") as out:

        def lines(rows):
            return ",\n".join(map(json.dumps, rows))

        out.write('{"schedules": {\n')
        out.write(",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in specs.items()))
        out.write(f'}},\n"runs": [\n{lines(runs)}],\n"latest": [\n{lines(latest)}]}}\n')


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 600)
