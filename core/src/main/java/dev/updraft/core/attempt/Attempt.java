package dev.updraft.core.attempt;

import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The row of an attempt: the truth about it.
 *
 * @param key which try
 * @param id its id
 * @param version the DAG version it runs
 * @param state queued, running, up_for_reschedule or a final state
 * @param queuedAt when it was queued, the latest time if it was rescheduled
 * @param startedAt when it was first claimed, null before
 * @param endedAt when it ended, null before
 * @param heartbeatAt when its runner was last heard of, null before its claim
 * @param runner who claimed it, null before
 * @param executor the executor it was sent to
 * @param queue the worker queue, if said
 * @param reschedules how often it has been rescheduled
 * @param skipDownstream direct downstream tasks it decided to skip
 * @param renderedFields its template fields as rendered, as read from its runner
 * @param renderedMapIndex the name its runner gave its map index, null for none
 * @param note a line for people, if any
 * @param logTail the end of its log as lines of JSON, where it is small enough to be kept here
 */
public record Attempt(
    AttemptKey key,
    AttemptId id,
    VersionHash version,
    TaskInstanceState state,
    Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant heartbeatAt,
    @Nullable Runner runner,
    String executor,
    @Nullable String queue,
    int reschedules,
    List<TaskId> skipDownstream,
    Map<String, @Nullable Object> renderedFields,
    @Nullable String renderedMapIndex,
    @Nullable String note,
    @Nullable String logTail) {

  public Attempt {
    skipDownstream = List.copyOf(skipDownstream);
  }

  /**
   * Who runs an attempt.
   *
   * @param hostname the host
   * @param unixname the user
   * @param pid the process
   */
  public record Runner(String hostname, String unixname, long pid) {}
}
