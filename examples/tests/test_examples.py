"""The examples' steps on their real data: what a run must find, and what must make it fail."""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
from contextlib import closing, redirect_stdout
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import airport_pool
import data_catalogue
import mwaa_serverless
import penguin_gate
import retry_recovers
import seattle_daily
import storm_chain
import svg_chart
import taskflow_flights
import wait_for_file
import weather_report


class FakeTaskInstance:
    """Hands out the values it was given for each task."""

    def __init__(self, values: dict[str, Any] | None = None, try_number: int = 1) -> None:
        self.values = values or {}
        self.try_number = try_number
        self.run_id = "manual__2026-01-01T00:00:00+00:00"

    def xcom_pull(self, task_ids: str) -> Any:
        return json.loads(json.dumps(self.values.get(task_ids)))


class ExampleTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = f"{folder.name}/run"
        self.log = StringIO()
        quiet = redirect_stdout(self.log)
        quiet.__enter__()
        self.addCleanup(quiet.__exit__, None, None, None)


class WeatherReportTest(ExampleTest):
    def test_days_become_a_page_with_a_picture(self) -> None:
        days = weather_report.extract(self.folder)
        monthly = weather_report.transform(days["path"], self.folder)
        years = weather_report.load(monthly["path"], self.folder)
        picture = weather_report.draw(monthly["path"], self.folder)
        page = weather_report.report(FakeTaskInstance({"load": years}), picture, self.folder)

        self.assertEqual(days["rows"], 1461)
        self.assertEqual((monthly["months"], monthly["wettest"]), (48, "2015-12"))
        self.assertEqual([year["days"] for year in years], [366, 365, 365, 365])
        self.assertEqual(ET.parse(picture).getroot().get("role"), "img")  # noqa: S314 (our own)
        self.assertIn("<td>1232.8</td>", Path(page).read_text(encoding="utf-8"))

    def test_loading_again_changes_nothing(self) -> None:
        monthly = weather_report.transform(weather_report.extract(self.folder)["path"], self.folder)
        first = weather_report.load(monthly["path"], self.folder)
        self.assertEqual(weather_report.load(monthly["path"], self.folder), first)

    def test_a_row_that_is_no_number_is_named_by_its_line(self) -> None:
        with self.assertRaisesRegex(ValueError, r"seattle-weather\.csv, line 7: .*'x'"):
            weather_report._day(
                7, {"precipitation": "x", "temp_max": "1", "temp_min": "0", "wind": "1"}
            )


class DataCatalogueTest(ExampleTest):
    def test_every_file_is_as_published_and_listed(self) -> None:
        names = sorted(data_catalogue._published())
        profiles = {name: data_catalogue.profile(name) for name in names}
        sums = data_catalogue.catalogue(FakeTaskInstance(profiles), names, self.folder)
        self.assertEqual(sums, {"files": 8, "rows": 8237, "missing": 18})

    def test_a_profile_that_is_absent_fails_the_catalogue(self) -> None:
        with self.assertRaisesRegex(ValueError, r"no profile came from profile\.airports"):
            data_catalogue.catalogue(FakeTaskInstance(), ["profile.airports"], self.folder)


class PenguinGateTest(ExampleTest):
    def choose(self, **params: float) -> str:
        measured = FakeTaskInstance({"measure": penguin_gate.measure()})
        return penguin_gate.gate(measured, {"max_missing": 0.05, "min_rows": 300, **params})

    def test_the_params_decide(self) -> None:
        self.assertEqual(self.choose(), "publish")
        self.assertEqual(self.choose(max_missing=0.01), "quarantine")
        self.assertEqual(self.choose(min_rows=345), "quarantine")

    def test_every_penguin_goes_one_way(self) -> None:
        published = penguin_gate.publish(self.folder)
        kept_back = penguin_gate.quarantine(self.folder)
        self.assertEqual((published["rows"], kept_back["rows"]), (333, 11))
        species = penguin_gate.summarise(published["path"])
        self.assertEqual(
            {name: one["count"] for name, one in species.items()},
            {"Adelie": 146, "Chinstrap": 68, "Gentoo": 119},
        )

    def test_the_way_taken_is_announced(self) -> None:
        published = FakeTaskInstance({"publish": {"rows": 333}})
        kept_back = FakeTaskInstance({"quarantine": {"rows": 11}})
        self.assertEqual(penguin_gate.announce(published), "published 333 penguins")
        self.assertIn("11 penguins need a look", penguin_gate.announce(kept_back))


class RetryRecoversTest(ExampleTest):
    def attempt(self, number: int, failing_tries: int) -> dict[str, int]:
        task = FakeTaskInstance(try_number=number)
        return retry_recovers.load_flights(task, {"failing_tries": failing_tries}, self.folder)

    def test_the_second_try_goes_on_where_the_first_broke(self) -> None:
        with self.assertRaisesRegex(ConnectionError, "after 1000 flights"):
            self.attempt(1, 1)
        loaded = self.attempt(2, 1)
        self.assertEqual((loaded["resumed_at"], loaded["flights"]), (1000, 2000))
        checked = retry_recovers.check(FakeTaskInstance({"load_flights": loaded}))
        self.assertEqual(checked, "2000 flights counted once, in 2 tries")

    def test_each_failing_try_gets_further(self) -> None:
        for number in (1, 2, 3):
            with self.assertRaises(ConnectionError):
                self.attempt(number, 3)
        with self.assertRaisesRegex(ConnectionError, "after 1750 flights"):
            self.attempt(4, 4)
        self.assertEqual(self.attempt(4, 3)["resumed_at"], 1750)

    def test_a_flight_counted_twice_is_found(self) -> None:
        loaded = {"flights": 2250, "delay": 0, "tries": 2}
        with self.assertRaisesRegex(ValueError, "expected .*2000"):
            retry_recovers.check(FakeTaskInstance({"load_flights": loaded}))


class SeattleDailyTest(ExampleTest):
    def test_a_day_is_recorded_under_its_own_date(self) -> None:
        start = datetime(2015, 1, 5, tzinfo=UTC)
        observed = seattle_daily.observe(start, start + timedelta(days=1))
        task = FakeTaskInstance({"observe": observed, "usual": seattle_daily.usual("2015-01-05")})
        entry = seattle_daily.record(task, "2015-01-05", self.folder)
        self.assertEqual((entry["temp_max"], entry["usual_temp_max"]), (12.2, 8.0))
        self.assertEqual([path.name for path in Path(self.folder).iterdir()], ["2015-01-05.json"])

    def test_an_interval_that_is_no_day_of_the_data_fails(self) -> None:
        start = datetime(2026, 1, 5, tzinfo=UTC)
        with self.assertRaisesRegex(ValueError, "no row for 2026-01-05"):
            seattle_daily.observe(start, start + timedelta(days=1))
        with self.assertRaisesRegex(ValueError, "not one day"):
            seattle_daily.observe(start, start)
        with self.assertRaisesRegex(ValueError, "no data interval"):
            seattle_daily.observe(None, None)


class AirportPoolTest(ExampleTest):
    def setUp(self) -> None:
        super().setUp()
        self.addCleanup(setattr, airport_pool, "AT_LEAST_SECONDS", airport_pool.AT_LEAST_SECONDS)
        airport_pool.AT_LEAST_SECONDS = 0.0

    def test_loads_in_turn_are_joined(self) -> None:
        airport_pool.create(self.folder)
        months = ("2001-03", "2001-02", "2001-01")
        self.assertEqual(airport_pool.load_airports(self.folder), 3376)
        self.assertEqual(
            [airport_pool.load_flights(self.folder, month) for month in months], [699, 594, 707]
        )
        order = airport_pool.check_turns(self.folder)
        self.assertEqual(order, ["airports", *(f"flights {month}" for month in months)])
        self.assertEqual(airport_pool.busiest(self.folder, 1)[0]["iata"], "ORD")

    def test_without_a_pool_a_second_writer_fails(self) -> None:
        path = airport_pool.create(self.folder)
        with closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN IMMEDIATE")
            with self.assertRaisesRegex(sqlite3.OperationalError, "locked"):
                airport_pool.load_airports(self.folder)

    def test_loads_that_overlap_are_found(self) -> None:
        path = airport_pool.create(self.folder)
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("INSERT INTO turns VALUES ('a', 1, 3), ('b', 2, 4)")
        with self.assertRaisesRegex(ValueError, "b began before a had ended"):
            airport_pool.check_turns(self.folder)


class OtherStepsTest(ExampleTest):
    def test_what_was_delivered_is_counted(self) -> None:
        counted = wait_for_file.use(str(weather_report.SOURCE))
        self.assertEqual((sum(counted.values()), counted["sun"]), (1461, 640))

    def test_iowa_turned_in_2015(self) -> None:
        generation = FakeTaskInstance({"read_generation": mwaa_serverless.read_generation()})
        shares = FakeTaskInstance({"renewable_share": mwaa_serverless.renewable_share(generation)})
        self.assertEqual(mwaa_serverless.find_turning_point(shares, 33.3), "2015")
        self.assertEqual(mwaa_serverless.find_turning_point(shares, 99), "never")

    def test_results_passed_between_functions_become_pictures(self) -> None:
        delays = taskflow_flights.read_delays()
        airports = taskflow_flights.latest_airports(delays["by_airport"], 12)
        paths = taskflow_flights.draw(
            airports, taskflow_flights.hours(delays["by_hour"]), self.folder
        )
        self.assertEqual((airports[0], len(airports)), (["LAS", 15.2], 12))
        self.assertEqual([Path(path).name for path in paths], ["airports.svg", "hours.svg"])

    def test_storms_are_found_and_described(self) -> None:
        days = storm_chain.find_storms({"year": 2014, "wind": 7.5})
        self.assertEqual(len(days), 5)
        self.assertFalse(storm_chain.any_storms(FakeTaskInstance({"find_storms": []})))
        self.assertEqual(len(storm_chain.describe({"days": ",".join(days)})), 5)
        with self.assertRaisesRegex(ValueError, "no row for 2014-02-30"):
            storm_chain.describe({"days": "2014-02-30"})

    def test_an_axis_covers_its_values_with_round_numbers(self) -> None:
        self.assertEqual(svg_chart.ticks(-1.2, 22.8), [-5, 0, 5, 10, 15, 20, 25])
        with self.assertRaisesRegex(ValueError, "low < high"):
            svg_chart.ticks(1, 1)

    def test_words_on_a_picture_are_escaped(self) -> None:
        picture = svg_chart.bar_chart("a < b & c", "", [("<x>", 1.0)])
        self.assertEqual(ET.fromstring(picture)[0].text, "a < b & c")  # noqa: S314 (our own)


if __name__ == "__main__":
    unittest.main()
