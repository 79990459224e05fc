package dev.updraft.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds timetables against what Airflow's own classes said; src/test/python/timetable_tables.py
 * asked them.
 */
class TimetableTableTest {
  private static final Map<String, Schedule> SCHEDULES = new HashMap<>();
  private static JsonNode table = Json.MAPPER.nullNode();

  @BeforeAll
  static void read() throws IOException {
    table = Json.MAPPER.readTree(String.join("\n", CronTableTest.lines("timetables.json")));
    for (var entry : table.get("schedules").properties()) {
      SCHEDULES.put(entry.getKey(), Json.read(entry.getValue().toString(), Schedule.class));
    }
  }

  @Test
  void nextRunsAreAirflows() {
    var differences = new ArrayList<String>();
    for (var row : table.get("runs")) {
      var start = time(row, 1);
      var end = time(row, 2);
      var last = start == null || end == null ? null : new DataInterval(start, end);
      var restriction = new Restriction(time(row, 3), time(row, 4), row.get(5).booleanValue());
      var run = Timetable.next(schedule(row), last, restriction, instant(row, 6));
      var times =
          run == null
              ? ", , "
              : run.dataIntervalStart() + ", " + run.dataIntervalEnd() + ", " + run.runAfter();
      compare(row, times, 7, differences);
    }
    assertThat(differences).isEmpty();
    assertThat(table.get("runs").size()).isGreaterThan(500);
  }

  @Test
  void manualIntervalsAreAirflows() {
    var differences = new ArrayList<String>();
    for (var row : table.get("runs")) {
      var interval = Timetable.manualInterval(schedule(row), instant(row, 6));
      compare(row, interval.start() + ", " + interval.end(), 10, differences);
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void latestOnlyDecidesAsItsOperator() {
    var differences = new ArrayList<String>();
    for (var row : table.get("latest")) {
      var interval = new DataInterval(instant(row, 2), instant(row, 3));
      var type = DagRunType.of(row.get(1).textValue());
      boolean latest = Timetable.isLatest(schedule(row), type, interval, instant(row, 4));
      if (latest != row.get(5).booleanValue()) {
        differences.add(row + " but " + latest);
      }
    }
    assertThat(differences).isEmpty();
    assertThat(table.get("latest").size()).isGreaterThan(100);
  }

  private static void compare(JsonNode row, String have, int from, List<String> differences) {
    int count = have.split(",", -1).length;
    var want = new ArrayList<String>();
    for (int i = from; i < from + count; i++) {
      var time = time(row, i);
      want.add(time == null ? "" : time.toString());
    }
    if (!String.join(", ", want).equals(have)) {
      differences.add(row + "\n  but " + have);
    }
  }

  private static Schedule schedule(JsonNode row) {
    var schedule = SCHEDULES.get(row.get(0).textValue());
    if (schedule == null) {
      throw new IllegalStateException("no schedule of row " + row);
    }
    return schedule;
  }

  private static Instant instant(JsonNode row, int column) {
    return Instant.parse(row.get(column).textValue());
  }

  private static @Nullable Instant time(JsonNode row, int column) {
    return row.get(column).isNull() ? null : instant(row, column);
  }
}
