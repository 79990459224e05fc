package dev.updraft.runner.operator;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.dag.Task;
import dev.updraft.runner.Cancellation;
import dev.updraft.runner.RunnerSettings;
import dev.updraft.runner.api.ApiClient;
import dev.updraft.runner.api.RunContext;
import dev.updraft.runner.log.TaskLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an operator works with.
 *
 * @param message which attempt
 * @param run its task and run
 * @param arguments its arguments, rendered
 * @param variables the variables of its templates
 * @param api the server
 * @param lookups variables and connections
 * @param xcoms what tasks hand to each other
 * @param log its log
 * @param cancellation what is to end when it is stopped
 * @param settings the worker's
 */
public record Execution(
    LaunchMessage message,
    RunContext run,
    Arguments arguments,
    Map<String, Supplier<@Nullable Object>> variables,
    ApiClient api,
    Lookups lookups,
    XComs xcoms,
    TaskLog log,
    Cancellation cancellation,
    RunnerSettings settings) {

  /** The task. */
  public Task task() {
    return run.brief().task();
  }

  /** The time now. */
  public Instant now() {
    return settings.clock().instant();
  }

  /** The DAG's file. */
  public Path dagFile() {
    return settings.dagFolder().resolve(run.brief().relativeFileloc()).normalize();
  }
}
