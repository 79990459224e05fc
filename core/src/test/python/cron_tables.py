"""Writes the cron tables that CronTableTest reads, as croniter computes them.

    python cron_tables.py DIRECTORY [RANDOM_ROWS]

Run it with a Python that has the croniter of an Airflow installation. Writes
  cron-times.tsv    expression, start, next three, previous three (blank: none)
  cron-refused.tsv  expressions that croniter does not accept
Rows beyond the listed ones come from a fixed seed.
"""

import random
import sys
from datetime import datetime
from pathlib import Path

from croniter import CroniterBadDateError, CroniterError, croniter

LISTED = """
* * * * *
*/5 * * * *
*/7 */5 * * *
0 * * * *
30 4 1,15 * 5
0 0 13 * FRI
0 22-2 * * *
0 0 * * FRI-MON
0 0 * * SAT-SUN
0 0 * * 5-7
0 0 * * 0-7
0 0 * * 7
0 0 * * 5-1/2
0 0 1 OCT-FEB *
0 0 1 APR-JAN/3 *
50-10/7 * * * *
0 0 25-5 * *
0 0 25-5/3 * *
0 0 L * *
0 0 15,L * *
0 0 28-L * *
0 0 L 2 *
0 0 L * MON
0 0 * * 5#3
0 0 * * FRI#1
0 0 * * MON-FRI#1
0 0 * * 1#5
0 0 * * L5
0 0 * * L7
0 0 * * 1#1,3#2
0 0 * * L0,L6
0 0 1 * 5#3
0 0 15W * *
0 0 1W * *
0 0 W31 * *
0 0 30W 2 *
0 0 15W * 1
0 0 29 2 *
0 0 29 2 1
0 0 31 * *
0 0 30,31 * *
0 6 30 3 *
0 0 29-31 2,4 *
0 0 ? * MON
0 0 1 * ?
0 0 */2 * 1
0 0 */10 * *
0 0 1-31 * 1
0 0 15 * 0-6
0 0 1-31 * *
0 0 * 1-12 *
0 0-23 * * *
0 */1 * * *
*,5 * * * *
5-5 * * * *
59/15 * * * *
10/25 3/7 * * *
0 0 3/10 * *
0 0 * DEC/3 *
0 0 * * 2/2
0 0 * * 7/2
*/70 * * * *
0 0 1 */3 *
0 0 1 1 *
05 09 * * *
0 0 * * * 30
0 0 * * * */20
*/30 * * * * 15,45
10 4 * * 1 0-10/5
0 0 1 1 * 0 2026
0 0 1 1 * 0 2024-2030
0 0 29 2 * 0 2020-2040/4
0 12 * * * 0 */3
@hourly
@daily
@midnight
@weekly
@monthly
@yearly
@annually
"""

REFUSED = """
* * * *
60 * * * *
* 24 * * *
0 0 0 * *
0 0 32 * *
0 0 1 0 *
0 0 1 13 *
0 0 * * 8
-1 * * * *
*/0 * * * *
*/x * * * *
a * * * *
1,,2 * * * *
1, * * * *
1-2-3 * * * *
*-5 * * * *
0 0 5L * *
0 0 * * 5L
0 0 * * L
0 0 L-3 * *
0 0 l/2 * *
0 0 LW * *
0 0 0W * *
0 0 32W * *
0 0 1,15W * *
0 0 10-15W * *
0 0 * * 1#6
0 0 * * 1#0
0 0 * * 1,2#3
0 0 * * 1-5#1
0 0 * * *#1
0 0 * * JAN#1
0 0 * * L9
0 0 * * MONDAY
0 0 * JANUARY *
0 0 * MON *
? * * * *
0 0 ?,1 * *
0 0 1 ? *
H * * * *
0 0 0/5 * *
0 0 0-5 * *
70/5 * * * *
@never
* * * * * 60
0 0 1 1 * 0 1960
0 0 1 1 * 0 2100
1 2 3 4 5 6 7 8
"""

STARTS = [
    datetime(2024, 1, 31, 10, 20, 30),
    datetime(2024, 2, 29, 0, 0),
    datetime(2025, 3, 1, 0, 0),
    datetime(2026, 11, 21, 23, 59, 59, 999999),
    datetime(2027, 12, 31, 12, 0),
    datetime(2023, 10, 29, 2, 30, 0, 1),
]


def three(expression, start, step):
    found = []
    cron = croniter(expression, start_time=start)
    for _ in range(3):
        try:
            found.append(getattr(cron, step)(datetime).isoformat())
        except CroniterBadDateError:
            found.append("")
    return found


def item(rng, low, high, names):
    def value():
        return rng.choice(names) if names and rng.random() < 0.4 else str(rng.randint(low, high))

    kind = rng.random()
    if kind < 0.5:
        return value()
    if kind < 0.75:
        return f"{value()}-{value()}" + (f"/{rng.randint(1, 9)}" if rng.random() < 0.4 else "")
    if kind < 0.9:
        return f"*/{rng.randint(1, high + 2)}"
    return f"{value()}/{rng.randint(1, 9)}"


def field(rng, low, high, open_share, names=()):
    if rng.random() < open_share:
        return "*"
    return ",".join(item(rng, low, high, names) for _ in range(rng.choice([1, 1, 1, 2, 3])))


def random_expression(rng):
    months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
    weekdays = "SUN MON TUE WED THU FRI SAT".split()
    day = field(rng, 1, 31, 0.5)
    special = rng.random()
    if special < 0.1:
        day = rng.choice(["L", "15,L", f"{rng.randint(1, 31)}W", "25-L", "1-31"])
    week = field(rng, 0, 7, 0.5, weekdays)
    if special > 0.88:
        week = rng.choice(
            [
                f"{rng.randint(0, 7)}#{rng.randint(1, 5)}",
                f"L{rng.randint(0, 7)}",
                "1#1,2#2",
                "0-6",
                "MON-FRI#1",
            ]
        )
    parts = [
        field(rng, 0, 59, 0.2),
        field(rng, 0, 23, 0.4),
        day,
        field(rng, 1, 12, 0.7, months),
        week,
    ]
    if rng.random() < 0.1:
        parts.append(rng.choice(["0", "*/15", "5,50-10/10"]))
    return " ".join(parts)


def main(directory, random_rows):
    rng = random.Random(20260101)
    expressions = list(LISTED.strip().splitlines())
    rows = [(e, s) for e in expressions for s in rng.sample(STARTS, 3)]
    while random_rows > 0:
        rows.append((random_expression(rng), rng.choice(STARTS)))
        random_rows -= 1
    with open(Path(directory) / "cron-times.tsv", "w") as out:
        out.write("expression\tstart\tnext\tnext\tnext\tprevious\tprevious\tprevious\n")
        for expression, start in rows:
            try:
                cells = three(expression, start, "get_next") + three(expression, start, "get_prev")
            except CroniterError:
                continue
            if any(cells):
                out.write("\t".join([expression, start.isoformat(), *cells]) + "\n")
    with open(Path(directory) / "cron-refused.tsv", "w") as out:
        for expression in REFUSED.strip().splitlines():
            if croniter.is_valid(expression):
                print("accepted after all:", expression)
                continue
            out.write(expression + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 150)
