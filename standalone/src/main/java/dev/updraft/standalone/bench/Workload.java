package dev.updraft.standalone.bench;

import java.util.Locale;

/**
 * A generated DAG.
 *
 * @param tasks how many tasks it has
 * @param shape how they depend on one another
 * @param operator what each does
 */
@SuppressWarnings("StringConcatToTextBlock")
public record Workload(int tasks, Shape shape, Work operator) {
  /** The most tasks a benchmark's DAG may have. */
  public static final int TASKS_MAX = 100_000;

  private static final int ACTIVE_MAX = 64;

  public Workload {
    if (tasks < 1 || tasks > TASKS_MAX) {
      throw new IllegalArgumentException(
          "%d tasks: a benchmark's run has between 1 and %d".formatted(tasks, TASKS_MAX));
    }
  }

  /** How tasks depend on one another. */
  public enum Shape {
    /** Each waits for the one before: times hand-over. */
    CHAIN,
    /** None waits for another, at most 64 at once: times throughput. */
    FAN_OUT
  }

  /** What each task does. */
  public enum Work {
    /** A process of bash that does nothing, and the XCom that {@code BashOperator} leaves. */
    BASH,
    /** {@code LatestOnlyOperator}, which does nothing in a run by hand and starts no process. */
    NOOP
  }

  String dagId() {
    return "bench_%s_%s_%d".formatted(word(operator), word(shape), tasks);
  }

  /** The DAG file. */
  String yaml() {
    var yaml = new StringBuilder();
    yaml.append(dagId())
        .append(":\n  default_args: {owner: bench, start_date: 2026-01-01, retries: 0}\n")
        .append("  schedule: null\n  catchup: false\n  max_active_tasks: ")
        .append(ACTIVE_MAX)
        .append("\n  tasks:\n");
    for (int i = 0; i < tasks; i++) {
      yaml.append("    t").append(i).append(":\n");
      yaml.append(
          switch (operator) {
            case BASH ->
                "      operator: airflow.providers.standard.operators.bash.BashOperator\n"
                    + "      bash_command: \"true\"\n";
            case NOOP ->
                "      operator: "
                    + "airflow.providers.standard.operators.latest_only.LatestOnlyOperator\n";
          });
      if (shape == Shape.CHAIN && i > 0) {
        yaml.append("      dependencies: [t").append(i - 1).append("]\n");
      }
    }
    return yaml.toString();
  }

  static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
