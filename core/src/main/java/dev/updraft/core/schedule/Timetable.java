package dev.updraft.core.schedule;

import dev.updraft.core.run.DagRunType;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When a schedule's runs come and what they cover, as Airflow's timetables have it. */
public final class Timetable {
  private static final Duration MOMENT = Duration.ofNanos(1_000);

  private Timetable() {}

  /**
   * The next run by time (Airflow's {@code next_dagrun_info}).
   *
   * @param lastAutomated what the last scheduled or backfilled run covered; null before the first
   * @param restriction what the DAG's dates allow
   * @param now the present time
   * @return null if none is to come; a schedule by assets alone has none
   * @throws IllegalArgumentException if a cron expression is not one
   */
  public static @Nullable PlannedRun next(
      Schedule schedule,
      @Nullable DataInterval lastAutomated,
      Restriction restriction,
      Instant now) {
    return switch (schedule) {
      case Schedule.None _, Schedule.Assets _, Schedule.Foreign _ -> null;
      case Schedule.Once _ -> PlainTimes.once(lastAutomated, restriction, now);
      case Schedule.Continuous _ -> PlainTimes.continuous(lastAutomated, restriction, now);
      case Schedule.Events events -> PlainTimes.event(events, lastAutomated, restriction, now);
      case Schedule.AssetsOrTime both -> next(both.timetable(), lastAutomated, restriction, now);
      case Schedule.Delta delta ->
          switch (delta.intervals()) {
            case Schedule.Intervals.Trigger trigger ->
                triggered(delta, trigger).next(lastAutomated, restriction, now);
            case Schedule.Intervals.DataInterval _ ->
                new IntervalTimes(steps(delta)).next(lastAutomated, restriction, now);
          };
      case Schedule.Cron cron ->
          switch (cron.intervals()) {
            case Schedule.Intervals.Trigger trigger ->
                nextOf(triggered(cron, trigger), lastAutomated, restriction, now);
            case Schedule.Intervals.DataInterval _ ->
                new IntervalTimes(steps(cron).getFirst()).next(lastAutomated, restriction, now);
          };
    };
  }

  /**
   * What a manual run covers (Airflow's {@code infer_manual_data_interval}).
   *
   * @param runAfter when the run may start
   * @throws IllegalArgumentException if a cron expression is not one
   */
  public static DataInterval manualInterval(Schedule schedule, Instant runAfter) {
    return switch (schedule) {
      case Schedule.None _, Schedule.Once _, Schedule.Continuous _ -> DataInterval.exact(runAfter);
      case Schedule.Assets _, Schedule.Foreign _ -> DataInterval.exact(runAfter);
      case Schedule.Events events -> PlainTimes.manual(events, runAfter);
      case Schedule.AssetsOrTime both -> manualInterval(both.timetable(), runAfter);
      case Schedule.Delta delta ->
          switch (delta.intervals()) {
            case Schedule.Intervals.Trigger trigger -> triggered(delta, trigger).manual(runAfter);
            case Schedule.Intervals.DataInterval _ ->
                new IntervalTimes(steps(delta)).manual(runAfter);
          };
      case Schedule.Cron cron ->
          switch (cron.intervals()) {
            case Schedule.Intervals.Trigger trigger ->
                triggered(cron, trigger).getFirst().manual(runAfter);
            case Schedule.Intervals.DataInterval _ ->
                new IntervalTimes(steps(cron).getFirst()).manual(runAfter);
          };
    };
  }

  /**
   * Whether a run is the latest, so that a {@code LatestOnlyOperator} lets its successors run. A
   * manual run always is, and so is one that no other follows. Otherwise {@code now} must be after
   * the run's own turn and not after the end of the interval that follows; with intervals of no
   * length that is after the run's time and up to the next.
   *
   * @param type why the run exists
   * @param interval what it covers; for a run without one, its logical date (or else its {@code
   *     runAfter}) as {@link DataInterval#exact}
   * @param now the present time
   */
  public static boolean isLatest(
      Schedule schedule, DagRunType type, DataInterval interval, Instant now) {
    if (type == DagRunType.MANUAL) {
      return true;
    }
    var before = new Restriction(null, interval.end().minus(MOMENT), true);
    var own = next(schedule, interval, before, now);
    var left = own == null ? interval.start() : own.dataIntervalEnd();
    var following = next(schedule, interval, new Restriction(interval.end(), null, true), now);
    return following == null || (left.isBefore(now) && !now.isAfter(following.dataIntervalEnd()));
  }

  /** Of several expressions' runs the one to take, as {@code MultipleCronTriggerTimetable} does. */
  private static @Nullable PlannedRun nextOf(
      List<TriggerTimes> all,
      @Nullable DataInterval lastAutomated,
      Restriction restriction,
      Instant now) {
    var runs =
        all.stream()
            .map(times -> times.next(lastAutomated, restriction, now))
            .filter(Objects::nonNull)
            .toList();
    var byDate = Comparator.comparing(PlannedRun::logicalDate);
    if (!restriction.catchup()) {
      var past = runs.stream().filter(run -> !run.logicalDate().isAfter(now)).max(byDate);
      if (past.isPresent()) {
        return past.get();
      }
    }
    return runs.stream().min(byDate).orElse(null);
  }

  private static List<TriggerTimes> triggered(
      Schedule.Cron cron, Schedule.Intervals.Trigger trigger) {
    return steps(cron).stream()
        .map(steps -> new TriggerTimes(steps, trigger.length(), cron.runImmediately()))
        .toList();
  }

  private static TriggerTimes triggered(Schedule.Delta delta, Schedule.Intervals.Trigger trigger) {
    return new TriggerTimes(steps(delta), trigger.length(), new Schedule.RunImmediately.Always());
  }

  private static List<Steps> steps(Schedule.Cron cron) {
    return cron.expressions().stream()
        .<Steps>map(text -> new CronSteps(CronExpression.parse(text), cron.zone()))
        .toList();
  }

  private static Steps steps(Schedule.Delta delta) {
    return new DeltaSteps(delta.period());
  }
}
