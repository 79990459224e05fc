package dev.updraft.aws.dynamo;

import dev.updraft.core.port.Page;
import dev.updraft.core.port.RowSize;
import dev.updraft.core.port.Variables;
import dev.updraft.core.wire.Json;
import org.jspecify.annotations.Nullable;

/** {@link Variables} on DynamoDB: the items of one partition. */
public final class DynamoVariables implements Variables {
  private static final String VARIABLES = "variables";

  private final Table table;

  /** In this table. */
  public DynamoVariables(Table table) {
    this.table = table;
  }

  @Override
  public @Nullable Variable get(String key) {
    var item = table.get(VARIABLES, key);
    return item == null ? null : read(item);
  }

  @Override
  public Page<Variable> list(@Nullable String from, int limit) {
    return table.page(Range.below(VARIABLES, "", from, limit), DynamoVariables::read);
  }

  @Override
  public void put(Variable variable) {
    var json = Json.write(variable);
    RowSize.named("variable", variable.key(), json);
    table.put(Item.of(VARIABLES, variable.key()).with("j", json));
  }

  @Override
  public void delete(String key) {
    table.delete(VARIABLES, key);
  }

  private static Variable read(Item item) {
    return Json.read(item.text("j"), Variable.class);
  }
}
