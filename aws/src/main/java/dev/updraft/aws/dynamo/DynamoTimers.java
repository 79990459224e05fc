package dev.updraft.aws.dynamo;

import dev.updraft.core.flow.Decision;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.Timers;
import dev.updraft.core.wire.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link Timers} on DynamoDB: a few partitions per minute, so that the timers of one minute, as
 * many are at midnight, are written without waiting for each other.
 */
public final class DynamoTimers implements Timers {
  private static final int SHARDS = 4;
  private static final int PAGE = 250;

  private static final String CURSOR = "cursor";

  private final Table table;

  /** In this table. */
  public DynamoTimers(Table table) {
    this.table = table;
  }

  @Override
  public void put(Decision.WakeAt timer) {
    table.put(key(timer).with("j", Json.write(timer)));
  }

  @Override
  public Page<Decision.WakeAt> due(Instant minute, @Nullable String from) {
    var shard = from == null ? 0 : Integer.parseInt(from.substring(0, 1));
    var after = from == null || from.length() == 1 ? null : from.substring(1);
    var slice = table.query(Range.below(partition(minute, shard), "", after, PAGE));
    var timers =
        slice.items().stream()
            .map(item -> Json.read(item.text("j"), Decision.WakeAt.class))
            .toList();
    if (slice.last() != null) {
      return new Page<>(timers, shard + slice.last());
    }
    return new Page<>(timers, shard + 1 < SHARDS ? "" + (shard + 1) : null);
  }

  @Override
  public void delete(List<Decision.WakeAt> timers) {
    table.deleteAll(timers.stream().distinct().map(DynamoTimers::key).toList());
  }

  @Override
  public @Nullable Instant cursor() {
    var item = table.get(CURSOR, CURSOR);
    return item == null ? null : item.time("ca");
  }

  @Override
  public boolean moveCursor(@Nullable Instant from, Instant to) {
    var item = Item.of(CURSOR, CURSOR).with("ca", to);
    return from == null
        ? table.putIf(item, "attribute_not_exists(pk)", Item.empty())
        : table.putIf(item, "ca = :from", Item.empty().with(":from", from));
  }

  private static Item key(Decision.WakeAt timer) {
    var aggregate = timer.aggregate().text();
    var shard = Math.floorMod(aggregate.hashCode(), SHARDS);
    var event = Keys.digest(Json.write(timer.event())).substring(0, 16);
    var due = "%016d#".formatted(Item.micros(timer.due()));
    return Item.of(partition(timer.due(), shard), Keys.sortable(due, aggregate + "#" + event));
  }

  private static String partition(Instant time, int shard) {
    return time.truncatedTo(ChronoUnit.MINUTES) + "#" + shard;
  }
}
