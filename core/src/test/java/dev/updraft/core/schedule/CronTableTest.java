package dev.updraft.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds cron expressions against what croniter said; src/test/python/cron_tables.py asked it. */
class CronTableTest {
  @Test
  void timesAreCronitersForwardAndBack() throws IOException {
    var rows = lines("cron-times.tsv").stream().skip(1).map(line -> line.split("\t", -1)).toList();
    assertThat(rows).hasSizeGreaterThan(300);
    var differences = new ArrayList<String>();
    for (var row : rows) {
      var cron = CronExpression.parse(row[0]);
      var start = LocalDateTime.parse(row[1]);
      var have = new ArrayList<>(three(start, cron::next));
      have.addAll(three(start, cron::previous));
      if (!have.equals(List.of(row).subList(2, 8))) {
        differences.add(String.join(" ", row) + "\n  but " + have);
      }
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void whatCroniterRefusesIsRefused() throws IOException {
    for (String expression : lines("cron-refused.tsv")) {
      assertThatThrownBy(() -> CronExpression.parse(expression))
          .as(expression)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("cron '" + expression + "': ");
    }
  }

  private static List<String> three(
      LocalDateTime start, Function<LocalDateTime, @Nullable LocalDateTime> step) {
    var times = new ArrayList<String>();
    @Nullable LocalDateTime time = start;
    for (int i = 0; i < 3; i++) {
      var found = time == null ? null : step.apply(time);
      times.add(found == null ? "" : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(found));
      time = found;
    }
    return times;
  }

  static List<String> lines(String name) throws IOException {
    try (var in = CronTableTest.class.getResourceAsStream("/schedule/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }
}
