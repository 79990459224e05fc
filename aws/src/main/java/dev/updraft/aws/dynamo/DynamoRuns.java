package dev.updraft.aws.dynamo;

import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.RowSize;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.Unfinished;
import dev.updraft.core.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link RunStore} on DynamoDB: one item per run and three indexes of keys alone, which only its
 * creation and its end touch. Lists read the rows behind the keys, so they show the state of now.
 */
public final class DynamoRuns implements RunStore {
  /** The index by DAG. */
  public static final String BY_DAG = "by-dag";

  /** The index of all runs, in shards. */
  public static final String LATEST = "latest";

  /** The index of the runs that have not ended, in shards. */
  public static final String UNFINISHED = "unfinished";

  /** What a BatchGetItem takes. */
  private static final int PAGE_MAX = 100;

  private static final String ROW = "run";
  private static final String DATE = "date";

  /** Makes every time positive, so that text sorts as time does. */
  private static final long BEFORE_ALL_TIMES = 1L << 61;

  private final Table table;
  private final Retention.Expiry expiry;

  /** In this table. */
  public DynamoRuns(Table table, Retention.Expiry expiry) {
    this.table = table;
    this.expiry = expiry;
  }

  @Override
  public boolean create(RunRow run, @Nullable String request) {
    var text = Keys.run(run.key());
    var sort = sort(run);
    var json = Json.write(run);
    RowSize.run(run.key(), json);
    var item =
        Item.of(text, ROW)
            .with("j", json)
            .with("rq", request)
            .with("st", run.state().airflowName())
            .with("dp", run.dagId().value())
            .with("ds", sort)
            .with("lp", shard(text))
            .with("ls", sort)
            .with("up", shard(text))
            .with("us", Keys.sortable("", text));
    return table.putIf(
        item, "attribute_not_exists(pk) OR x < :now", Item.empty().with(":now", expiry.now()));
  }

  @Override
  public boolean isOf(RunKey run, String request) {
    var item = table.get(Keys.run(run), ROW);
    return item != null && !expiry.isOver(item) && request.equals(item.textOrNull("rq"));
  }

  @Override
  public boolean reserve(RunKey run, Instant logicalDate, Instant now) {
    var free = "attribute_not_exists(pk) OR ru = :run OR x < :today";
    var today = Item.empty().with(":today", expiry.now());
    return switch (reserve(run, logicalDate, now, free, today)) {
      case Table.Updated.Done _ -> true;
      case Table.Updated.Missing _ ->
          throw new IllegalStateException("no reservation of " + logicalDate + " refuses " + run);
      case Table.Updated.Refused(var item) -> {
        var holder = item.text("ru");
        var since = item.time("ra");
        if (holds(Keys.parseRun(holder), since, logicalDate, now)) {
          yield false;
        }
        var same = Item.empty().with(":holder", holder).with(":since", since);
        yield reserve(run, logicalDate, now, "ru = :holder AND ra = :since", same)
            instanceof Table.Updated.Done;
      }
    };
  }

  private boolean holds(RunKey holder, Instant since, Instant logicalDate, Instant now) {
    if (since.isAfter(now.minus(RESERVED_FOR))) {
      return true;
    }
    var row = get(holder);
    return row != null && logicalDate.equals(row.facts().logicalDate());
  }

  private Table.Updated reserve(
      RunKey run, Instant logicalDate, Instant now, String condition, Item values) {
    return table.update(
        new Table.Update(
            Keys.date(run.dagId(), logicalDate),
            DATE,
            "SET ru = :run, ra = :now, x = :expiry",
            condition,
            values.with(":run", Keys.run(run)).with(":now", now).with(":expiry", expiry.of())));
  }

  @Override
  public @Nullable RunRow note(RunKey run, @Nullable String note) {
    RowSize.note(run, note);
    var values = Item.empty().with(":note", note == null ? "" : note).with(":now", expiry.now());
    var condition = "attribute_exists(pk) AND (attribute_not_exists(x) OR x >= :now)";
    var update =
        new Table.Update(Keys.run(run), ROW, "SET nt = :note REMOVE rs", condition, values);
    return table.update(update) instanceof Table.Updated.Done(var item) ? read(item) : null;
  }

  @Override
  public void record(RunKey run, DagRunState state, Instant at, @Nullable String reason) {
    var values =
        Item.empty().with(":state", state.airflowName()).with(":reason", RowSize.reason(reason));
    var set = "SET st = :state" + (reason == null ? "" : ", rs = :reason");
    set +=
        switch (state) {
          case QUEUED -> "";
          case RUNNING -> ", sa = if_not_exists(sa, :at) REMOVE x";
          case SUCCESS, FAILED -> ", ea = :at, x = :expiry REMOVE up, us, qu";
        };
    if (state == DagRunState.SUCCESS || state == DagRunState.FAILED) {
      values.with(":expiry", expiry.of());
    }
    if (state != DagRunState.QUEUED) {
      values.with(":at", at);
    }
    var condition = "attribute_exists(pk) AND attribute_not_exists(ea)";
    table.update(new Table.Update(Keys.run(run), ROW, set, condition, values));
  }

  @Override
  public @Nullable RunRow get(RunKey run) {
    var item = table.get(Keys.run(run), ROW);
    return item == null || expiry.isOver(item) ? null : read(item);
  }

  @Override
  public Page<RunRow> ofDag(DagId dagId, @Nullable String from, int limit) {
    var wanted = Math.min(limit, PAGE_MAX);
    var slice = table.query(Range.latest(BY_DAG, "dp", dagId.value(), "ds", from, wanted));
    return new Page<>(rows(slice.items()), slice.last());
  }

  @Override
  public Page<RunRow> latest(@Nullable String from, int limit) {
    var wanted = Math.min(limit, PAGE_MAX);
    var found = new ArrayList<Item>();
    for (var shard = 0; shard < SHARDS; shard++) {
      found.addAll(table.query(Range.latest(LATEST, "lp", "" + shard, "ls", from, wanted)).items());
    }
    found.sort(Comparator.comparing((Item item) -> item.text("ls")).reversed());
    var some = found.subList(0, Math.min(wanted, found.size()));
    var last = found.size() < wanted ? null : some.getLast().text("ls");
    return new Page<>(rows(some), last);
  }

  @Override
  public Page<Unfinished> unfinished(int shard, @Nullable String from, int limit) {
    var range = Range.all(UNFINISHED, "up", "" + shard, "us", from, limit);
    var slice = table.query(range);
    var runs = table.getAll(slice.items(), false).stream().map(DynamoRuns::unfinished).toList();
    return new Page<>(runs, slice.last());
  }

  private static Unfinished unfinished(Item item) {
    var row = read(item);
    return new Unfinished(
        row.key(), row.facts(), row.state(), row.queuedAt(), item.timeOrNull("qu"));
  }

  @Override
  public void quiet(RunKey run, @Nullable Instant until) {
    var condition = "attribute_exists(pk) AND attribute_not_exists(ea)";
    var update =
        until == null
            ? new Table.Update(Keys.run(run), ROW, "REMOVE qu, x", condition, Item.empty())
            : new Table.Update(
                Keys.run(run),
                ROW,
                "SET qu = :until REMOVE x",
                condition,
                Item.empty().with(":until", until));
    table.update(update);
  }

  private List<RunRow> rows(List<Item> indexed) {
    var kept = table.getAll(indexed, false).stream().filter(item -> !expiry.isOver(item)).toList();
    return table.readable(kept, DynamoRuns::read);
  }

  private static RunRow read(Item item) {
    var created = Json.read(item.text("j"), RunRow.class);
    var note = item.textOrNull("nt");
    var row =
        new RunRow(
            created.dagId(),
            created.facts(),
            DagRunState.of(item.text("st")),
            created.queuedAt(),
            item.timeOrNull("sa"),
            item.timeOrNull("ea"),
            created.conf(),
            created.triggeredBy(),
            created.triggeringUser(),
            created.note());
    return (note == null ? row : row.noted(note)).because(item.textOrNull("rs"));
  }

  /** The time first, then the run, so that no two are alike. */
  private static String sort(RunRow run) {
    var time = Item.micros(run.facts().runAfter()) + BEFORE_ALL_TIMES;
    return Keys.sortable("%019d#".formatted(time), Keys.run(run.key()));
  }

  private static String shard(String text) {
    return "" + Math.floorMod(text.hashCode(), SHARDS);
  }
}
