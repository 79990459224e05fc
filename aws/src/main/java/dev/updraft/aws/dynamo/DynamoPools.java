package dev.updraft.aws.dynamo;

import dev.updraft.core.id.PoolName;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.Pools;
import dev.updraft.core.port.RowSize;
import dev.updraft.core.wire.Json;
import org.jspecify.annotations.Nullable;

/** {@link Pools} on DynamoDB: the items of one partition. */
public final class DynamoPools implements Pools {
  private static final String POOLS = "pools";

  private final Table table;

  /** In this table. */
  public DynamoPools(Table table) {
    this.table = table;
  }

  @Override
  public @Nullable PoolRow get(PoolName name) {
    var item = table.get(POOLS, name.value());
    return item == null ? null : read(item);
  }

  @Override
  public Page<PoolRow> list(@Nullable String from, int limit) {
    return table.page(Range.below(POOLS, "", from, limit), DynamoPools::read);
  }

  @Override
  public void put(PoolRow pool) {
    var json = Json.write(pool);
    RowSize.named("pool", pool.name().value(), json);
    table.put(Item.of(POOLS, pool.name().value()).with("j", json));
  }

  @Override
  public void delete(PoolName name) {
    table.delete(POOLS, name.value());
  }

  private static PoolRow read(Item item) {
    return Json.read(item.text("j"), PoolRow.class);
  }
}
