package dev.updraft.aws;

import dev.updraft.core.dag.Executors;
import dev.updraft.core.dag.Executors.Offer;
import dev.updraft.core.port.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The executors of a deployment, as its functions' environment says. */
final class ExecutorVariables {
  /** The executor of tasks that name none. */
  static final String EXECUTOR = "UPDRAFT_EXECUTOR";

  /** All executors there are, with commas. */
  static final String EXECUTORS = "UPDRAFT_EXECUTORS";

  /** How long the executor {@code lambda}'s function may take, in seconds. */
  static final String SECONDS = "UPDRAFT_EXECUTOR_SECONDS";

  /** Whether the executor {@code lambda}'s function has Python. */
  static final String PYTHON = "UPDRAFT_EXECUTOR_PYTHON";

  /** The workers' queues, with commas. */
  static final String QUEUES = "UPDRAFT_QUEUES";

  /** The names that the executor {@code ecs} has task definitions for, with commas. */
  static final String ECS_TASKS = "UPDRAFT_ECS_TASKS";

  private static final List<String> KNOWN =
      List.of(Executors.LAMBDA, Executors.WORKER, Executors.ECS);

  /** What is left of a function's time for stopping a task and reporting it. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private ExecutorVariables() {}

  /**
   * The executors; all there can be, where the environment lists none.
   *
   * @throws StoreException if it lists one that there cannot be, or the usual one is not among them
   */
  static Executors of(Map<String, String> environment) {
    var usual = environment.getOrDefault(EXECUTOR, Executors.LAMBDA);
    var names = list(environment.get(EXECUTORS));
    if (names == null) {
      return Executors.everyOnAws(usual);
    }
    var offers = new TreeMap<String, Offer>();
    for (var name : names) {
      offers.put(name, offer(name, environment));
    }
    if (!offers.containsKey(usual)) {
      throw new StoreException(
          "%s is '%s', expected one of %s: %s".formatted(EXECUTOR, usual, EXECUTORS, names));
    }
    return new Executors(usual, offers);
  }

  private static Offer offer(String name, Map<String, String> environment) {
    return switch (name) {
      case Executors.LAMBDA ->
          new Offer(
              longest(environment.get(SECONDS)),
              null,
              Boolean.parseBoolean(environment.getOrDefault(PYTHON, "true")));
      case Executors.WORKER -> new Offer(null, list(environment.get(QUEUES)), true);
      case Executors.ECS -> new Offer(null, list(environment.get(ECS_TASKS)), true);
      default ->
          throw new StoreException(
              "%s lists '%s', which is no executor: expected some of %s"
                  .formatted(EXECUTORS, name, KNOWN));
    };
  }

  private static @Nullable Duration longest(@Nullable String seconds) {
    if (seconds == null) {
      return Executors.LAMBDA_USUAL;
    }
    try {
      return Duration.ofSeconds(Integer.parseInt(seconds)).minus(MARGIN);
    } catch (NumberFormatException e) {
      throw new StoreException(
          "%s is '%s', expected a number of seconds".formatted(SECONDS, seconds), e);
    }
  }

  private static @Nullable SortedSet<String> list(@Nullable String text) {
    return text == null
        ? null
        : new TreeSet<>(
            Stream.of(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList());
  }
}
