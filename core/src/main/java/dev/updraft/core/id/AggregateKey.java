package dev.updraft.core.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Which aggregate: the owner of an inbox and of a state item.
 *
 * <p>{@link #text()} is its key in stores and its message group, {@link #parse} reads it back.
 */
public sealed interface AggregateKey {
  /** The DAG aggregate of a DAG. */
  record OfDag(DagId dagId) implements AggregateKey {}

  /** The run aggregate of a run. */
  record OfRun(RunKey run) implements AggregateKey {}

  /** The pool aggregate of a pool. */
  record OfPool(PoolName pool) implements AggregateKey {}

  /**
   * The aggregate of a task's limit over all runs of its DAG ({@code max_active_tis_per_dag}): a
   * pool in all but name.
   */
  record OfTaskLimit(DagId dagId, TaskId taskId) implements AggregateKey {}

  /**
   * The key as one line. Its parts are apart by a {@code |}; one within a DAG's id is written as
   * {@code %7C}, and a {@code %} there as {@code %25}, so that no two keys are the same line.
   */
  @JsonValue
  default String text() {
    return switch (this) {
      case OfDag(DagId dagId) -> "dag|" + escaped(dagId);
      case OfRun(RunKey run) -> "run|" + escaped(run.dagId()) + "|" + run.runId();
      case OfPool(PoolName pool) -> "pool|" + pool;
      case OfTaskLimit(DagId dagId, TaskId taskId) -> "limit|" + escaped(dagId) + "|" + taskId;
    };
  }

  /**
   * The key that {@link #text()} printed.
   *
   * @throws IllegalArgumentException if the text is not such a line
   */
  @JsonCreator
  static AggregateKey parse(String text) {
    var parts = text.split("\\|", 3);
    if (parts.length == 2 && parts[0].equals("dag")) {
      return new OfDag(dagId(parts[1]));
    }
    if (parts.length == 3 && parts[0].equals("run")) {
      return new OfRun(new RunKey(dagId(parts[1]), new RunId(parts[2])));
    }
    if (parts.length == 3 && parts[0].equals("limit")) {
      return new OfTaskLimit(dagId(parts[1]), new TaskId(parts[2]));
    }
    if (parts.length >= 2 && parts[0].equals("pool")) {
      return new OfPool(new PoolName(text.substring("pool|".length())));
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not an aggregate key: expected dag|…, run|…|…, limit|…|… or pool|…");
  }

  private static String escaped(DagId dagId) {
    return dagId.value().replace("%", "%25").replace("|", "%7C");
  }

  private static DagId dagId(String escaped) {
    return new DagId(escaped.replace("%7C", "|").replace("%25", "%"));
  }
}
