package dev.updraft.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronExpressionTest {
  /** A Wednesday. */
  private static final LocalDateTime START = LocalDateTime.parse("2026-07-01T12:00:00");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "cron(0 10 * * ? *); 2026-07-02T10:00 2026-07-03T10:00",
        "cron(15 12 * * ? *); 2026-07-01T12:15 2026-07-02T12:15",
        "cron(0 18 ? * MON-FRI *); 2026-07-01T18:00 2026-07-02T18:00 2026-07-03T18:00",
        "cron(0 8 1 * ? *); 2026-08-01T08:00 2026-09-01T08:00",
        "cron(0/15 * * * ? *); 2026-07-01T12:15 2026-07-01T12:30",
        "cron(0/10 * ? * MON-FRI *); 2026-07-01T12:10 2026-07-01T12:20",
        "0 0 ? * 1 *; 2026-07-05T00:00 2026-07-12T00:00",
        "0 0 ? * 7 *; 2026-07-04T00:00 2026-07-11T00:00",
        "0 0 ? * L *; 2026-07-04T00:00 2026-07-11T00:00",
        "0 0 ? * 6L *; 2026-07-31T00:00 2026-08-28T00:00",
        "0 0 ? * 3#2 *; 2026-07-14T00:00 2026-08-11T00:00",
        "0 0 L * ? *; 2026-07-31T00:00 2026-08-31T00:00",
        "0 0 3W * ? *; 2026-07-03T00:00 2026-08-03T00:00 2026-09-03T00:00",
        "0 0 15W * ? *; 2026-07-15T00:00 2026-08-14T00:00 2026-09-15T00:00",
        "0 0 LW * ? *; 2026-07-31T00:00 2026-08-31T00:00",
        "0 0 5-5 * ? *; 2026-07-05T00:00 2026-08-05T00:00",
        "0 0 1 1 ? 2027-2028; 2027-01-01T00:00 2028-01-01T00:00 null",
        "0 12 * * * *; 2026-07-02T12:00 2026-07-03T12:00",
        "0 0 ? * 1,6L *; 2026-07-05T00:00 2026-07-12T00:00"
      })
  void theFormOfEventBridgeCountsSundayAsOneAndEndsInYears(String expression, String expected) {
    var cron = CronExpression.parse(expression);
    var times = new ArrayList<String>();
    LocalDateTime time = START;
    for (int i = 0; i < expected.split(" ").length && time != null; i++) {
      time = cron.next(time);
      times.add(String.valueOf(time));
    }
    assertThat(times).isEqualTo(List.of(expected.split(" ")));
  }

  @Test
  void sixFieldsEndInSecondsUnlessTheyLookLikeYears() {
    assertThat(CronExpression.parse("0 12 * * * 30").next(START)).isEqualTo("2026-07-01T12:00:30");
    assertThat(CronExpression.parse("0 12 * * 1 30").next(START)).isEqualTo("2026-07-06T12:00:30");
    assertThat(CronExpression.parse("0 12 ? * 1 *").next(START)).isEqualTo("2026-07-05T12:00:00");
    assertThat(CronExpression.parse("0 12 1 * * 2030").next(START))
        .isEqualTo("2030-01-01T12:00:00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0 0 30 2 *; no such date ever comes",
        "0 0 31 2,4,6 *; no such date ever comes",
        "0 0 29 2 ? 2025; no such date ever comes",
        "61 * * * *; minute '61', expected 0-59",
        "0 25 * * *; hour '25', expected 0-23",
        "0 0 0 * *; day of month '0', expected 1-31",
        "0 0 * FOO *; month 'foo', expected 1-12 or JAN-DEC",
        "0 0 * * 5L; day of week '5l', expected 0-7 (Sunday is 0 and 7) or SUN-SAT",
        "0 0 * * 1,2#3; day of week '1,2#3' mixes plain days with d#n or Ld",
        "cron(0 0 ? * 0 *); day of week '0', expected 1-7 (Sunday is 1)",
        "0 0 ? * 1 30; year '30', expected 1970-2199",
        "0 0 1 * 1 *; day of month '1' and day of week '1' are both restricted, expected ?",
        "cron(0 0 * * *); 5 fields in cron(...), expected 6",
        "0 0 *; 3 fields, expected 5",
        "@fortnightly; 1 field, expected 5",
        "H 0 * * *; H and R (hashed and random times) are not supported"
      })
  void whatIsWrongIsSaidByField(String expression, String message) {
    assertThatThrownBy(() -> CronExpression.parse(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cron '" + expression + "': " + message);
  }

  @Test
  void aTextOfAnyLengthIsRefusedShortly() {
    assertThatThrownBy(() -> CronExpression.parse("0,".repeat(1_000_000)))
        .hasMessageContaining("expected at most 1000")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }

  @Test
  void quarterlyIsAirflowsOwnPreset() {
    var cron = CronExpression.parse("@quarterly");
    assertThat(cron.next(START)).isEqualTo("2026-10-01T00:00:00");
    assertThat(cron.previous(START)).isEqualTo("2026-07-01T00:00:00");
  }

  @Test
  void aLeapDayIsFoundAcrossACenturyWithoutOne() {
    assertThat(CronExpression.parse("0 0 29 2 *").next(LocalDate.of(2097, 1, 1).atStartOfDay()))
        .isEqualTo("2104-02-29T00:00:00");
  }

  @Test
  void yearsThatAreOverHaveNoNextTimeAndThoseToComeNoPrevious() {
    assertThat(CronExpression.parse("cron(0 0 1 1 ? 2020)").next(START)).isNull();
    assertThat(CronExpression.parse("cron(0 0 1 1 ? 2020)").previous(START))
        .isEqualTo("2020-01-01T00:00:00");
    assertThat(CronExpression.parse("cron(0 0 1 1 ? 2030)").previous(START)).isNull();
  }
}
