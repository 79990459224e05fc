package dev.updraft.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.run.DagRunType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Airflow's tables do not show: schedules that end, and where Airflow itself fails. */
class TimetableTest {
  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Restriction FREE = new Restriction(null, null, false);
  private static final Restriction CATCHUP =
      new Restriction(Instant.parse("2020-01-01T00:00:00Z"), null, true);
  private static final DataInterval LAST_NEW_YEAR =
      DataInterval.exact(Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void aScheduleWhoseYearsAreOverPlansNothingMore() {
    for (var restriction : List.of(FREE, CATCHUP)) {
      assertThat(Timetable.next(onTime("cron(0 0 1 1 ? 2026)"), LAST_NEW_YEAR, restriction, NOW))
          .isNull();
    }
    assertThat(Timetable.next(byInterval("cron(0 0 1 1 ? 2026)"), LAST_NEW_YEAR, FREE, NOW))
        .isNull();
  }

  @Test
  void aScheduleWhoseYearsAreToComePlansTheFirstOfThem() {
    var next = Instant.parse("2030-01-01T00:00:00Z");
    assertThat(Timetable.next(onTime("cron(0 0 1 1 ? 2030-2031)"), null, FREE, NOW))
        .isEqualTo(PlannedRun.exact(next));
    assertThat(Timetable.next(onTime("cron(0 0 1 1 ? 2030-2031)"), null, CATCHUP, NOW))
        .isEqualTo(PlannedRun.exact(next));
    assertThat(Timetable.next(byInterval("cron(0 0 1 1 ? 2030-2031)"), null, CATCHUP, NOW))
        .isEqualTo(PlannedRun.interval(next, Instant.parse("2031-01-01T00:00:00Z")));
  }

  @Test
  void aManualRunBeforeTheFirstYearCoversItsOwnTime() {
    assertThat(Timetable.manualInterval(byInterval("cron(0 0 1 1 ? 2030)"), NOW))
        .isEqualTo(DataInterval.exact(NOW));
  }

  @Test
  void halfAnHourLeftOutDoesNotStopAScheduleOfThirdsOfAnHour() {
    var schedule =
        new Schedule.Cron(
            List.of("*/20 * * * *"),
            ZoneId.of("Australia/Lord_Howe"),
            new Schedule.Intervals.DataInterval(),
            false);
    var afterTheGap = Instant.parse("2024-10-05T15:33:00Z");
    assertThat(Timetable.next(schedule, null, FREE, afterTheGap))
        .isEqualTo(
            PlannedRun.interval(
                Instant.parse("2024-10-05T15:20:00Z"), Instant.parse("2024-10-05T15:30:00Z")));
  }

  @Test
  void anHourThatComesTwiceRunsTwiceOnlyForEveryHour() {
    var before = Instant.parse("2024-11-03T05:30:00Z");
    var zone = ZoneId.of("America/New_York");
    var restriction = new Restriction(Instant.parse("2024-11-03T05:00:00Z"), null, true);
    var trigger = new Schedule.Intervals.Trigger(Duration.ZERO);
    var hourly = new Schedule.Cron(List.of("30 * * * *"), zone, trigger, false);
    var daily = new Schedule.Cron(List.of("30 1 * * *"), zone, trigger, false);
    assertThat(Timetable.next(hourly, DataInterval.exact(before), restriction, NOW))
        .isEqualTo(PlannedRun.exact(Instant.parse("2024-11-03T06:30:00Z")));
    assertThat(Timetable.next(daily, null, restriction, NOW))
        .isEqualTo(PlannedRun.exact(Instant.parse("2024-11-03T06:30:00Z")));
    assertThat(Timetable.next(hourly, null, restriction, NOW)).isEqualTo(PlannedRun.exact(before));
  }

  @Test
  void assetsAndUnknownTimetablesHaveNoTimeOfTheirOwn() {
    var assets = new Schedule.Assets(new AssetCondition.Asset("a", "s3://a"));
    var foreign = new Schedule.Foreign("my.Timetable", Map.of());
    for (var schedule : List.of(assets, foreign)) {
      assertThat(Timetable.next(schedule, null, FREE, NOW)).isNull();
      assertThat(Timetable.manualInterval(schedule, NOW)).isEqualTo(DataInterval.exact(NOW));
      assertThat(
              Timetable.isLatest(
                  schedule, DagRunType.ASSET_TRIGGERED, DataInterval.exact(NOW), NOW))
          .isTrue();
    }
  }

  @Test
  void severalExpressionsCannotShareDataIntervals() {
    assertThatThrownBy(() ->
            new Schedule.Cron(
                List.of("0 0 * * *", "0 1 * * *"),
                UTC,
                new Schedule.Intervals.DataInterval(),
                false))
        .hasMessage("a cron schedule with data intervals takes one expression, not 2");
  }

  @Test
  void aScheduleThatIsNoCronSaysSo() {
    assertThatThrownBy(() -> Timetable.next(onTime("0 0 30 2 *"), null, FREE, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 0 30 2 *");
  }

  private static Schedule onTime(String expression) {
    return new Schedule.Cron(
        List.of(expression), UTC, new Schedule.Intervals.Trigger(Duration.ZERO), false);
  }

  private static Schedule byInterval(String expression) {
    return new Schedule.Cron(
        List.of(expression), UTC, new Schedule.Intervals.DataInterval(), false);
  }
}
