package dev.updraft.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.schedule.AssetCondition.Asset;
import dev.updraft.core.schedule.Schedule.Intervals.Trigger;
import dev.updraft.core.schedule.Schedule.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTextTest {
  /** The descriptions are those that Airflow 3.3.2 gives. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 0 * * * | At 00:00
          30 21 * * 5 | At 21:30, only on Friday
          0 3 1,15 * * | At 03:00, on day 1 and 15 of the month
          */5 * * * * | Every 5 minutes
          0 0 1 * 1 | At 00:00, on day 1 of the month (or) At 00:00, only on Monday
          0 9-17 * * MON-FRI | At 0 minutes past the hour, between 09:00 and 17:59, Monday through Friday
          @hourly | Every hour
          @weekly | At 00:00, only on Sunday
          @monthly | At 00:00, on day 1 of the month
          @quarterly | At 00:00, on day 1 of the month, every 3 months
          @yearly | At 00:00, on day 1 of the month, only in January
          15 14 1 * * | At 14:15, on day 1 of the month
          0 22 * * 1-5 | At 22:00, Monday through Friday
          23 0-20/2 * * * | At 23 minutes past the hour, every 2 hours, between 00:00 and 20:59
          5 4 * * sun | At 04:05, only on Sunday
          0 0,12 1 */2 * | At 00:00 and 12:00, on day 1 of the month, every 2 months
          0 0 * * 1#2 | At 00:00, on the second Monday of the month
          0 0 L * * | At 00:00, on the last day of the month
          * * * * * | Every minute
          0 8,12,16 * * * | At 08:00, 12:00 and 16:00
          */15 9-17 * * 1-5 | Every 15 minutes, between 09:00 and 17:59, Monday through Friday
          10,40 * * * * | At 10 and 40 minutes past the hour
          5-20 * * * * | Minutes 5 through 20 past the hour
          0 */2 * * * | Every 2 hours
          30 * * * * | At 30 minutes past the hour
          0 0 * jan,jun * | At 00:00, only in January and June
          0 0 * 3-5 * | At 00:00, March through May
          0 6 * * 1,3,5 | At 06:00, only on Monday, Wednesday, and Friday
          0 0 */2 * * | At 00:00, every 2 days
          0 0 1-7 * * | At 00:00, between day 1 and 7 of the month
          10-50/5 * * * * | Every 5 minutes, minutes 10 through 50 past the hour
          0 12 ? * * | At 12:00
          * 3 * * * | Every minute, between 03:00 and 03:59
          15 */4 * * * | At 15 minutes past the hour, every 4 hours
          1,2,3 4 * * * | At 1, 2, and 3 minutes past the hour, at 04:00
          0 0 * * 7 | At 00:00, only on Sunday
          */1 * * * * | Every minute
          0 0 1 1-12/3 * | At 00:00, on day 1 of the month, every 3 months, January through December
          5/15 * * * * | Every 15 minutes, starting at 5 minutes past the hour
          0 0/2 * * * | Every 2 hours
          0 8-20/2 * * * | Every 2 hours, between 08:00 and 20:59
          0 8/2 * * * | Every 2 hours, starting at 08:00
          0 6 1/2 * * | At 06:00, every 2 days
          0 6 * 2/3 * | At 06:00, every 3 months, February through December
          0 6 * * 2/2 | At 06:00, every 2 days of the week, Tuesday through Saturday
          0 6 15W * * | At 06:00, on the weekday nearest day 15 of the month
          0 6 * * 6L | At 06:00, on the last Saturday of the month
          0 6 * * 1-3,5 | At 06:00, only on Monday through Wednesday and Friday
          0 6 1-3,5 * * | At 06:00, on day 1 through 3 and 5 of the month
          1-3,5 6 * * * | At 1 through 3 and 5 minutes past the hour, at 06:00
          """)
  void cronIsDescribedAsInAirflow(String expression, String description) {
    assertThat(ScheduleText.description(cron(expression))).isEqualTo(description);
  }

  @Test
  void presetsAreSummedUpByWhatTheyStandFor() {
    assertThat(ScheduleText.summary(cron("@daily"))).isEqualTo("0 0 * * *");
    assertThat(ScheduleText.summary(cron("0 0 * * ? *"))).isEqualTo("0 0 * * ? *");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 6 * * ? * | At 06:00
          cron(0 6 * * ? *) | At 06:00
          0 12 ? * 2-6 * | At 12:00, Monday through Friday
          0 12 ? * 2-6 2027 | At 12:00, Monday through Friday, only in 2027
          0 6 * * ? 2027,2028 | At 06:00, only in 2027 and 2028
          0 6 * * ? 2027-2029 | At 06:00, 2027 through 2029
          0 6 * * ? 2027/2 | At 06:00, every 2 years, 2027 through 2199
          0/15 8-17 ? * MON-FRI * | Every 15 minutes, between 08:00 and 17:59, Monday through Friday
          0 18 L * ? * | At 18:00, on the last day of the month
          0 18 ? * 6L * | At 18:00, on the last Friday of the month
          """)
  void cronOfEventBridgeIsDescribedInTheSameWords(String expression, String description) {
    assertThat(ScheduleText.description(cron(expression))).isEqualTo(description);
  }

  @Test
  void cronWithSecondsHasNoWordsAsInAirflow() {
    assertThat(ScheduleText.description(cron("0 6 * * * 30"))).isEmpty();
    assertThat(ScheduleText.description(cron("0 6 * * * 30 2027"))).isEmpty();
  }

  @Test
  void schedulesWithoutCronHaveAirflowsWords() {
    var asset = new Schedule.Assets(new Asset("a", "s3://a"));
    assertThat(ScheduleText.summary(new Schedule.None())).isEqualTo("None");
    assertThat(ScheduleText.description(asset)).isEqualTo("Triggered by assets");
    var both = new Schedule.AssetsOrTime(cron("@hourly"), new Asset("a", "s3://a"));
    assertThat(ScheduleText.summary(both)).isEqualTo("Asset or 0 * * * *");
    assertThat(ScheduleText.description(both)).isEqualTo("Triggered by assets or Every hour");
    assertThat(ScheduleText.summary(delta(new Period(0, Duration.ofHours(26)))))
        .isEqualTo("1 day, 2:00:00");
    assertThat(ScheduleText.summary(delta(new Period(14, Duration.ofDays(2)))))
        .isEqualTo("relativedelta(years=+1, months=+2, days=+2)");
  }

  @Test
  void eventsAreCountedUnlessTheyAreDescribed() {
    var times =
        List.of(Instant.parse("2026-01-02T00:00:00Z"), Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(ScheduleText.description(new Schedule.Events(times, null)))
        .isEqualTo("2 events between 2026-01-01T00:00:00+00:00 and 2026-01-02T00:00:00+00:00");
    assertThat(ScheduleText.summary(new Schedule.Events(times, "holidays"))).isEqualTo("holidays");
  }

  private static Schedule cron(String expression) {
    return new Schedule.Cron(
        List.of(expression), ZoneOffset.UTC, new Trigger(Duration.ZERO), false);
  }

  private static Schedule delta(Period period) {
    return new Schedule.Delta(period, new Trigger(Duration.ZERO));
  }
}
