package dev.updraft.core.port.memory;

import static dev.updraft.core.run.TaskInstanceState.QUEUED;
import static dev.updraft.core.run.TaskInstanceState.RUNNING;
import static dev.updraft.core.run.TaskInstanceState.UP_FOR_RESCHEDULE;
import static dev.updraft.core.run.TaskInstanceState.UP_FOR_RETRY;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.RowSize;
import dev.updraft.core.run.TaskInstanceState;
import dev.updraft.core.wire.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@link AttemptStore} in memory. */
public final class MemoryAttempts implements AttemptStore {
  private final Map<RunKey, NavigableMap<String, Attempt>> runs = new HashMap<>();

  @Override
  public synchronized Change queue(Decision.Launch launch) {
    var row = get(launch.key());
    if (row == null) {
      return store(new AttemptDraft(launch));
    }
    if (row.reschedules() != launch.reschedules()) {
      return new Change.Refused(row);
    }
    if (row.state() == UP_FOR_RESCHEDULE) {
      return store(queuedAgain(row, launch));
    }
    return row.state() == QUEUED ? new Change.Done(row) : new Change.Refused(row);
  }

  private static AttemptDraft queuedAgain(Attempt row, Decision.Launch launch) {
    var draft = new AttemptDraft(row);
    draft.state = QUEUED;
    draft.queuedAt = launch.at();
    draft.executor = launch.executor();
    draft.queue = launch.queue();
    draft.runner = null;
    draft.heartbeatAt = null;
    return draft;
  }

  @Override
  public synchronized void end(Decision.EndAttempt end) {
    var row = get(end.key());
    var draft = row == null ? new AttemptDraft(end) : new AttemptDraft(row);
    draft.state = end.state();
    draft.startedAt = draft.startedAt == null ? end.at() : draft.startedAt;
    draft.endedAt = end.at();
    store(draft);
  }

  @Override
  public synchronized Change claim(
      AttemptKey key, AttemptId id, Attempt.Runner runner, Instant now) {
    RowSize.attempt("runner", key, Json.write(runner), RowSize.NAME_BYTES_MAX);
    return change(
        key,
        row ->
            row.id().equals(id)
                && (row.state() == QUEUED
                    || (row.state() == RUNNING && runner.equals(row.runner()))),
        draft -> {
          draft.state = RUNNING;
          draft.startedAt = draft.startedAt == null ? now : draft.startedAt;
          draft.heartbeatAt = now;
          draft.runner = runner;
        });
  }

  @Override
  public synchronized Change heartbeat(
      AttemptKey key, AttemptId id, Attempt.@Nullable Runner runner, Instant now) {
    return change(
        key,
        row -> isRunning(row, id) && (runner == null || runner.equals(row.runner())),
        draft -> draft.heartbeatAt = now);
  }

  @Override
  public synchronized Change lose(AttemptKey key, AttemptId id, Instant silentSince, Instant now) {
    return change(
        key,
        row ->
            isRunning(row, id)
                && row.heartbeatAt() != null
                && row.heartbeatAt().isBefore(silentSince),
        draft -> {
          draft.state = UP_FOR_RETRY;
          draft.endedAt = now;
        });
  }

  @Override
  public synchronized Change skipDownstream(AttemptKey key, AttemptId id, List<TaskId> skipped) {
    RowSize.attempt("skipped tasks", key, Json.write(skipped), RowSize.SKIPPED_BYTES_MAX);
    return change(key, row -> isRunning(row, id), draft -> draft.skipDownstream = skipped);
  }

  @Override
  public synchronized Change rendered(
      AttemptKey key, AttemptId id, Map<String, @Nullable Object> fields) {
    RowSize.attempt("rendered fields", key, Json.write(fields), RowSize.RENDERED_BYTES_MAX);
    return change(key, row -> isRunning(row, id), draft -> draft.renderedFields = fields);
  }

  @Override
  public synchronized Change renderedMapIndex(AttemptKey key, AttemptId id, String name) {
    RowSize.attempt("map index name", key, name, RowSize.NAME_BYTES_MAX);
    return change(key, row -> isRunning(row, id), draft -> draft.renderedMapIndex = name);
  }

  @Override
  public synchronized Change note(AttemptKey key, @Nullable String note) {
    RowSize.attempt("note", key, note, RowSize.NOTE_BYTES_MAX);
    return change(
        key, _ -> true, draft -> draft.note = note == null || note.isEmpty() ? null : note);
  }

  @Override
  public synchronized Change finish(
      AttemptKey key, AttemptId id, TaskInstanceState state, Instant at, @Nullable String logTail) {
    RowSize.attempt("log's end", key, logTail, RowSize.LOG_TAIL_BYTES_MAX);
    var row = get(key);
    if (row != null && row.id().equals(id) && row.state() == state) {
      return new Change.Done(row);
    }
    return change(
        key,
        running -> isRunning(running, id),
        draft -> {
          draft.state = state;
          draft.logTail = logTail;
          if (state == UP_FOR_RESCHEDULE) {
            draft.reschedules++;
          } else {
            draft.endedAt = at;
          }
        });
  }

  @Override
  public synchronized @Nullable Attempt get(AttemptKey key) {
    var rows = runs.get(key.run());
    return rows == null ? null : rows.get(SortKeys.attempt(key));
  }

  @Override
  public synchronized List<Attempt> tries(TaskInstanceKey key) {
    var first = SortKeys.taskInstance(key);
    return List.copyOf(rows(key.run()).subMap(first, first + SortKeys.LAST).values());
  }

  @Override
  public synchronized Page<Attempt> ofRun(RunKey run, @Nullable String from, int limit) {
    return Pages.of(rows(run), from, limit);
  }

  private static boolean isRunning(Attempt row, AttemptId id) {
    return row.state() == RUNNING && row.id().equals(id);
  }

  private Change change(
      AttemptKey key, Predicate<Attempt> allowed, Consumer<AttemptDraft> changing) {
    var row = get(key);
    if (row == null) {
      return new Change.Missing();
    }
    if (!allowed.test(row)) {
      return new Change.Refused(row);
    }
    var draft = new AttemptDraft(row);
    changing.accept(draft);
    return store(draft);
  }

  private Change store(AttemptDraft draft) {
    var row = draft.row();
    runs.computeIfAbsent(row.key().run(), _ -> new TreeMap<>())
        .put(SortKeys.attempt(row.key()), row);
    return new Change.Done(row);
  }

  private NavigableMap<String, Attempt> rows(RunKey run) {
    var rows = runs.get(run);
    return rows == null ? new TreeMap<>() : rows;
  }
}
