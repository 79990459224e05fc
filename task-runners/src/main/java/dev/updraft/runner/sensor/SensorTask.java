package dev.updraft.runner.sensor;

import dev.updraft.runner.operator.Arguments;
import dev.updraft.runner.operator.Execution;
import dev.updraft.runner.operator.NativeTask;
import dev.updraft.runner.operator.Result;
import dev.updraft.runner.operator.TaskFailure;
import dev.updraft.runner.operator.TaskSkip;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * A waiting task. It looks once; if what it waits for has not come, it ends and asks to be run
 * again later, so that it holds no worker. Airflow's mode {@code poke} is treated the same way.
 */
public final class SensorTask implements NativeTask {
  private static final Duration POKE_INTERVAL = Duration.ofSeconds(60);
  private static final Duration TIMEOUT = Duration.ofDays(7);
  private static final int DOUBLINGS_MAX = 30;

  private final Sensor sensor;
  private final RandomGenerator random;

  /**
   * @param sensor looks
   * @param random spreads exponential waits
   */
  public SensorTask(Sensor sensor, RandomGenerator random) {
    this.sensor = sensor;
    this.random = random;
  }

  @Override
  public Result execute(Execution execution) throws InterruptedException {
    var arguments = execution.arguments();
    boolean softFail = arguments.flag("soft_fail", false);
    boolean neverFail = arguments.flag("never_fail", false);
    if (softFail && neverFail) {
      throw TaskFailure.last("soft_fail and never_fail are mutually exclusive");
    }
    var started = started(execution);
    if (look(execution, softFail, neverFail)) {
      execution.log().info("Success criteria met. Exiting.");
      return Result.NOTHING;
    }
    var elapsed = Duration.between(started, execution.now());
    var timeout = arguments.duration("timeout", TIMEOUT);
    if (elapsed.compareTo(timeout) > 0) {
      var message =
          "Sensor has timed out; run duration of %d seconds exceeds the specified timeout of %d."
              .formatted(elapsed.toSeconds(), timeout.toSeconds());
      if (softFail || neverFail) {
        throw new TaskSkip(message);
      }
      throw TaskFailure.last(message);
    }
    return new Result.Again(execution.now().plus(wait(arguments, elapsed, timeout)));
  }

  private boolean look(Execution execution, boolean softFail, boolean neverFail)
      throws InterruptedException {
    try {
      return sensor.poke(execution);
    } catch (TaskFailure e) {
      if (softFail && !e.retry()) {
        throw new TaskSkip("Skipping due to soft_fail is set to True: " + e.getMessage());
      }
      if (execution.arguments().flag("silent_fail", false) && e.retry()) {
        execution.log().error("Sensor poke failed: " + e.getMessage());
        return false;
      }
      if (neverFail) {
        throw new TaskSkip("Skipping due to never_fail is set to True: " + e.getMessage());
      }
      throw e;
    }
  }

  private static Instant started(Execution execution) {
    return execution.run().reschedules() == 0
        ? execution.now()
        : execution.api().firstStart().orElseGet(execution::now);
  }

  /** The poke interval, or with exponential backoff one that doubles with the time waited. */
  private Duration wait(Arguments arguments, Duration elapsed, Duration timeout) {
    var alias = arguments.duration("poll_interval", POKE_INTERVAL);
    var interval = arguments.duration("poke_interval", alias);
    if (!arguments.flag("exponential_backoff", false)) {
      return interval;
    }
    long waited = 0;
    long step = Math.max(interval.toSeconds() / 2, 1);
    for (int i = 0; i < DOUBLINGS_MAX && waited + step <= elapsed.toSeconds(); i++) {
      waited += step;
      step *= 2;
    }
    var backoff = Duration.ofSeconds(step + random.nextLong(step));
    var left = timeout.minus(elapsed);
    var wait = backoff.compareTo(left) < 0 ? backoff : left;
    var max = arguments.durationOrNull("max_wait");
    return max != null && max.compareTo(wait) < 0 ? max : wait;
  }
}
