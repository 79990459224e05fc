package dev.updraft.core.attempt;

import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of one attempt, queued at noon. */
final class Rows {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final Instant ENDED = NOON.plusSeconds(60);
  static final VersionHash VERSION = new VersionHash("4c1d");
  static final AttemptKey KEY =
      new AttemptKey(
          new TaskInstanceKey(new RunKey(new DagId("d"), new RunId("r")), new TaskId("t"), -1), 1);
  static final AttemptId ID = AttemptId.of(KEY, NOON);

  private Rows() {}

  static Attempt row(TaskInstanceState state, @Nullable Instant heartbeatAt, int reschedules) {
    return new Attempt(
        KEY,
        ID,
        VERSION,
        state,
        NOON,
        NOON,
        ENDED,
        heartbeatAt,
        null,
        "lambda",
        null,
        reschedules,
        List.of(),
        Map.of(),
        null,
        null,
        null);
  }
}
