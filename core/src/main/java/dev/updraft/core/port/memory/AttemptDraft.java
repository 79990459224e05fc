package dev.updraft.core.port.memory;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An attempt's row while it is being changed. */
final class AttemptDraft {
  final AttemptKey key;
  final AttemptId id;
  final VersionHash version;
  TaskInstanceState state;
  Instant queuedAt;
  @Nullable Instant startedAt;
  @Nullable Instant endedAt;
  @Nullable Instant heartbeatAt;
  Attempt.@Nullable Runner runner;
  String executor;
  @Nullable String queue;
  int reschedules;
  List<TaskId> skipDownstream = List.of();
  Map<String, @Nullable Object> renderedFields = Map.of();
  @Nullable String renderedMapIndex;
  @Nullable String note;
  @Nullable String logTail;

  AttemptDraft(Decision.Launch launch) {
    key = launch.key();
    id = launch.id();
    version = launch.version();
    state = TaskInstanceState.QUEUED;
    queuedAt = launch.at();
    executor = launch.executor();
    queue = launch.queue();
    reschedules = launch.reschedules();
  }

  AttemptDraft(Decision.EndAttempt end) {
    key = end.key();
    id = end.id();
    version = end.version();
    state = end.state();
    queuedAt = end.at();
    executor = "";
  }

  AttemptDraft(Attempt from) {
    key = from.key();
    id = from.id();
    version = from.version();
    state = from.state();
    queuedAt = from.queuedAt();
    startedAt = from.startedAt();
    endedAt = from.endedAt();
    heartbeatAt = from.heartbeatAt();
    runner = from.runner();
    executor = from.executor();
    queue = from.queue();
    reschedules = from.reschedules();
    skipDownstream = from.skipDownstream();
    renderedFields = from.renderedFields();
    renderedMapIndex = from.renderedMapIndex();
    note = from.note();
    logTail = from.logTail();
  }

  Attempt row() {
    return new Attempt(
        key,
        id,
        version,
        state,
        queuedAt,
        startedAt,
        endedAt,
        heartbeatAt,
        runner,
        executor,
        queue,
        reschedules,
        skipDownstream,
        Collections.unmodifiableMap(new LinkedHashMap<>(renderedFields)),
        renderedMapIndex,
        note,
        logTail);
  }
}
