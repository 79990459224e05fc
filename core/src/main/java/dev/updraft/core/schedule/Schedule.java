package dev.updraft.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When a DAG runs. */
public sealed interface Schedule {
  /** Only when triggered. */
  record None() implements Schedule {}

  /** Once, as soon as its start date allows. */
  record Once() implements Schedule {}

  /** Again as soon as the run before has ended; needs {@code max_active_runs} 1. */
  record Continuous() implements Schedule {}

  /**
   * At the times of one or more cron expressions.
   *
   * @param expressions five or six fields each, or a preset such as {@code @daily}, as written
   * @param zone the time zone they are read in
   * @param intervals what data interval a run covers
   * @param runImmediately whether the first run of a DAG without start date is for the time that
   *     has just passed; only trigger intervals ask
   */
  record Cron(
      List<String> expressions, ZoneId zone, Intervals intervals, RunImmediately runImmediately)
      implements Schedule {
    public Cron {
      expressions = List.copyOf(expressions);
      if (expressions.isEmpty()) {
        throw new IllegalArgumentException("a cron schedule needs an expression");
      }
      if (expressions.size() > 1 && intervals instanceof Intervals.DataInterval) {
        throw new IllegalArgumentException(
            "a cron schedule with data intervals takes one expression, not " + expressions.size());
      }
    }

    /** With Airflow's {@code run_immediately} as true or false. */
    public Cron(
        List<String> expressions, ZoneId zone, Intervals intervals, boolean runImmediately) {
      this(
          expressions,
          zone,
          intervals,
          runImmediately ? new RunImmediately.Always() : new RunImmediately.IfJustPassed());
    }
  }

  /**
   * Every so often, counted from the start date.
   *
   * @param period the distance between runs
   * @param intervals what data interval a run covers
   */
  record Delta(Period period, Intervals intervals) implements Schedule {}

  /**
   * At listed times.
   *
   * @param times when, sorted
   * @param description what to show, if said
   * @param restrictToEvents whether a manual run is for the latest of these times, not for its own
   */
  record Events(List<Instant> times, @Nullable String description, boolean restrictToEvents)
      implements Schedule {
    public Events {
      times = times.stream().sorted().distinct().toList();
    }

    /** Manual runs are for their own time. */
    public Events(List<Instant> times, @Nullable String description) {
      this(times, description, false);
    }
  }

  /**
   * When assets have been updated.
   *
   * @param condition which
   */
  record Assets(AssetCondition condition) implements Schedule {}

  /**
   * At the times of a schedule, and when assets have been updated.
   *
   * @param timetable the times
   * @param condition which assets
   */
  record AssetsOrTime(Schedule timetable, AssetCondition condition) implements Schedule {}

  /**
   * By a timetable this program does not know.
   *
   * @param classPath the timetable's class
   * @param arguments its arguments as read
   */
  record Foreign(String classPath, Map<String, @Nullable Object> arguments) implements Schedule {}

  /** What data interval a scheduled run covers. */
  sealed interface Intervals {
    /**
     * The run's time is its logical date. Its interval is of this length and ends there: zero,
     * unless the file asks for more.
     */
    record Trigger(Duration length) implements Intervals {}

    /** The run covers the time since the schedule's time before, and starts when that is over. */
    record DataInterval() implements Intervals {}
  }

  /** Whether the first run of a DAG without start date is for a time that has passed. */
  sealed interface RunImmediately {
    /** For the time last passed, however long ago. */
    record Always() implements RunImmediately {}

    /** If a tenth of the distance to the next time, or five minutes, has not passed since. */
    record IfJustPassed() implements RunImmediately {}

    /** If no more than this has passed since. */
    record Within(Duration limit) implements RunImmediately {}
  }

  /**
   * A distance in calendar time: months first, then the exact duration.
   *
   * @param months whole months, not negative
   * @param rest the exact rest, not negative
   */
  record Period(int months, Duration rest) {
    public Period {
      if (months < 0 || rest.isNegative() || (months == 0 && rest.isZero())) {
        throw new IllegalArgumentException("a schedule's period must be longer than zero");
      }
    }
  }
}
