package dev.updraft.aws.dynamo;

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
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@link AttemptStore} on DynamoDB: one item per try beside its run's, in no index. Each change is
 * one conditional update that brings the item back, whether it was made or refused.
 */
public final class DynamoAttempts implements AttemptStore {
  /** Tries of one task instance, far above what anyone retries or clears. */
  private static final int TRIES_MAX = 1_000;

  private final Table table;
  private final Retention.Expiry expiry;

  /** In this table. */
  public DynamoAttempts(Table table, Retention.Expiry expiry) {
    this.table = table;
    this.expiry = expiry;
  }

  @Override
  public Change queue(Decision.Launch launch) {
    var values =
        Item.empty()
            .with(":queued", AttemptItems.name(QUEUED))
            .with(":waiting", AttemptItems.name(UP_FOR_RESCHEDULE))
            .with(":at", launch.at())
            .with(":id", launch.id().toString())
            .with(":version", launch.version().value())
            .with(":executor", launch.executor())
            .with(":queue", launch.queue())
            .with(":count", launch.reschedules())
            .with(":expiry", expiry.of());
    var set =
        """
        SET st = :queued, qa = :at, ai = if_not_exists(ai, :id), ve = if_not_exists(ve, :version), \
        ex = :executor, rc = :count, x = if_not_exists(x, :expiry)%s REMOVE rn, ha%s\
        """
            .formatted(
                launch.queue() == null ? "" : ", qu = :queue",
                launch.queue() == null ? ", qu" : "");
    var condition = "attribute_not_exists(pk) OR (st = :waiting AND rc = :count)";
    return change(
        launch.key(),
        set,
        condition,
        values,
        row -> row.state() == QUEUED && row.reschedules() == launch.reschedules());
  }

  @Override
  public void end(Decision.EndAttempt end) {
    var values =
        Item.empty()
            .with(":state", AttemptItems.name(end.state()))
            .with(":at", end.at())
            .with(":id", end.id().toString())
            .with(":version", end.version().value())
            .with(":executor", "")
            .with(":none", 0)
            .with(":expiry", expiry.of());
    var set =
        """
        SET st = :state, ea = :at, qa = if_not_exists(qa, :at), sa = if_not_exists(sa, :at), \
        ai = if_not_exists(ai, :id), ve = if_not_exists(ve, :version), \
        ex = if_not_exists(ex, :executor), rc = if_not_exists(rc, :none), \
        x = if_not_exists(x, :expiry)\
        """;
    table.update(
        new Table.Update(Keys.run(end.key().run()), Keys.attempt(end.key()), set, null, values));
  }

  @Override
  public Change claim(AttemptKey key, AttemptId id, Attempt.Runner runner, Instant now) {
    RowSize.attempt("runner", key, Json.write(runner), RowSize.NAME_BYTES_MAX);
    var values =
        of(id)
            .with(":queued", AttemptItems.name(QUEUED))
            .with(":runner", Json.write(runner))
            .with(":now", now);
    return change(
        key,
        "SET st = :running, rn = :runner, ha = :now, sa = if_not_exists(sa, :now)",
        "ai = :id AND (st = :queued OR (st = :running AND rn = :runner))",
        values,
        _ -> false);
  }

  @Override
  public Change heartbeat(
      AttemptKey key, AttemptId id, Attempt.@Nullable Runner runner, Instant now) {
    var values = of(id).with(":now", now);
    var condition = "ai = :id AND st = :running";
    if (runner != null) {
      values.with(":runner", Json.write(runner));
      condition += " AND rn = :runner";
    }
    return change(key, "SET ha = :now", condition, values, _ -> false);
  }

  @Override
  public Change lose(AttemptKey key, AttemptId id, Instant silentSince, Instant now) {
    var values =
        of(id)
            .with(":lost", AttemptItems.name(UP_FOR_RETRY))
            .with(":since", silentSince)
            .with(":now", now);
    return change(
        key,
        "SET st = :lost, ea = :now",
        "ai = :id AND st = :running AND ha < :since",
        values,
        _ -> false);
  }

  @Override
  public Change skipDownstream(AttemptKey key, AttemptId id, List<TaskId> skipped) {
    RowSize.attempt("skipped tasks", key, Json.write(skipped), RowSize.SKIPPED_BYTES_MAX);
    var values = of(id).with(":skips", skipped.stream().map(TaskId::value).toList());
    return change(key, "SET sd = :skips", "ai = :id AND st = :running", values, _ -> false);
  }

  @Override
  public Change rendered(AttemptKey key, AttemptId id, Map<String, @Nullable Object> fields) {
    var rendered = AttemptItems.rendered(fields);
    RowSize.attempt("rendered fields", key, rendered, RowSize.RENDERED_BYTES_MAX);
    var values = of(id).with(":fields", rendered);
    return change(key, "SET rf = :fields", "ai = :id AND st = :running", values, _ -> false);
  }

  @Override
  public Change renderedMapIndex(AttemptKey key, AttemptId id, String name) {
    RowSize.attempt("map index name", key, name, RowSize.NAME_BYTES_MAX);
    var values = of(id).with(":name", name);
    return change(key, "SET mi = :name", "ai = :id AND st = :running", values, _ -> false);
  }

  @Override
  public Change note(AttemptKey key, @Nullable String note) {
    RowSize.attempt("note", key, note, RowSize.NOTE_BYTES_MAX);
    return note == null || note.isEmpty()
        ? change(key, "REMOVE nt", "attribute_exists(pk)", Item.empty(), _ -> false)
        : change(
            key,
            "SET nt = :note",
            "attribute_exists(pk)",
            Item.empty().with(":note", note),
            _ -> false);
  }

  @Override
  public Change finish(
      AttemptKey key, AttemptId id, TaskInstanceState state, Instant at, @Nullable String logTail) {
    RowSize.attempt("log's end", key, logTail, RowSize.LOG_TAIL_BYTES_MAX);
    var values = of(id).with(":state", AttemptItems.name(state)).with(":log", logTail);
    var set = "SET st = :state";
    if (state == UP_FOR_RESCHEDULE) {
      set += ", rc = rc + :one";
      values.with(":one", 1);
    } else {
      set += ", ea = :at";
      values.with(":at", at);
    }
    set += logTail == null ? " REMOVE lt" : ", lt = :log";
    return change(
        key,
        set,
        "ai = :id AND st = :running",
        values,
        row -> row.state() == state && row.id().equals(id));
  }

  @Override
  public @Nullable Attempt get(AttemptKey key) {
    var item = table.get(Keys.run(key.run()), Keys.attempt(key));
    return item == null || expiry.isOver(item) ? null : AttemptItems.read(item);
  }

  @Override
  public List<Attempt> tries(TaskInstanceKey key) {
    var range = Range.below(Keys.run(key.run()), Keys.tries(key), null, TRIES_MAX);
    return table.page(range, expiry, AttemptItems::read).items();
  }

  @Override
  public Page<Attempt> ofRun(RunKey run, @Nullable String from, int limit) {
    return table.page(Range.below(Keys.run(run), "a#", from, limit), expiry, AttemptItems::read);
  }

  private static Item of(AttemptId id) {
    return Item.empty().with(":id", id.toString()).with(":running", AttemptItems.name(RUNNING));
  }

  /**
   * One update.
   *
   * @param madeBefore whether a row that refuses it shows that it has been made already
   */
  private Change change(
      AttemptKey key, String set, String condition, Item values, Predicate<Attempt> madeBefore) {
    var update = new Table.Update(Keys.run(key.run()), Keys.attempt(key), set, condition, values);
    return switch (table.update(update)) {
      case Table.Updated.Done(var item) -> new Change.Done(AttemptItems.read(item));
      case Table.Updated.Refused(var item) -> {
        var row = AttemptItems.read(item);
        yield madeBefore.test(row) ? new Change.Done(row) : new Change.Refused(row);
      }
      case Table.Updated.Missing() -> new Change.Missing();
    };
  }
}
