package dev.updraft.core.port;

import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunKey;
import org.jspecify.annotations.Nullable;

/**
 * How large what people and tasks write into rows may be. The parts of a row have limits of their
 * own, so that whatever else is stored in it later fits too: a run or an attempt whose row is full
 * could not end.
 */
public final class RowSize {
  /** A run as it is created, with its conf. */
  public static final int RUN_BYTES_MAX = 320 * 1024;

  /** A line for people. */
  public static final int NOTE_BYTES_MAX = 16 * 1024;

  /** The rendered fields of an attempt. */
  public static final int RENDERED_BYTES_MAX = 128 * 1024;

  /** The tasks an attempt has skipped; they are in a message to its run too. */
  public static final int SKIPPED_BYTES_MAX = 128 * 1024;

  /** The name of a map index, and what a runner says of itself. */
  public static final int NAME_BYTES_MAX = 8 * 1024;

  /** The end of a log. */
  public static final int LOG_TAIL_BYTES_MAX = 32 * 1024;

  /** A DAG as it is published. */
  public static final int DAG_BYTES_MAX = 350 * 1024;

  private static final int REASON_LENGTH_MAX = 2_000;

  private RowSize() {}

  /**
   * A run's row.
   *
   * @param json the row as it is stored
   * @throws TooLargeException if it is too large
   */
  public static void run(RunKey key, String json) {
    check("the row of run " + key, json, RUN_BYTES_MAX);
  }

  /**
   * The note of a run.
   *
   * @throws TooLargeException if it is too large
   */
  public static void note(RunKey key, @Nullable String note) {
    check("the note of run " + key, note, NOTE_BYTES_MAX);
  }

  /** A reason that a run has failed, which must be stored whatever it is: cut where it is long. */
  public static @Nullable String reason(@Nullable String reason) {
    return reason == null || reason.length() <= REASON_LENGTH_MAX
        ? reason
        : reason.substring(0, REASON_LENGTH_MAX) + "…";
  }

  /**
   * A part of an attempt's row.
   *
   * @param what which part, such as {@code note}
   * @param value what is to be stored there
   * @throws TooLargeException if it is too large
   */
  public static void attempt(String what, AttemptKey key, @Nullable String value, int bytesMax) {
    var ti = key.taskInstance();
    var attempt = "try %d of task %s in run %s".formatted(key.tryNumber(), ti.taskId(), ti.run());
    check("the %s of %s".formatted(what, attempt), value, bytesMax);
  }

  /**
   * A DAG's row.
   *
   * @param json the row as it is stored
   * @throws TooLargeException if it is too large
   */
  public static void dag(DagId dagId, String json) {
    check("the row of DAG " + dagId, json, DAG_BYTES_MAX);
  }

  /**
   * A row that is one text under a name.
   *
   * @param what what it is, such as {@code variable}
   * @param json the row as it is stored
   * @throws TooLargeException if its name or the row is too large
   */
  public static void named(String what, String name, String json) {
    check("the name of a " + what, name, ItemSize.SORT_KEY_BYTES_MAX);
    ItemSize.empty()
        .with("pk", what + "s")
        .with("sk", name)
        .with("j", json)
        .check("the row of %s %s".formatted(what, name));
  }

  private static void check(String what, @Nullable String value, int bytesMax) {
    if (value != null) {
      TooLargeException.check(what, ItemSize.of(value), bytesMax);
    }
  }
}
