package dev.updraft.core.port.memory;

import dev.updraft.core.port.Page;
import dev.updraft.core.port.RowSize;
import dev.updraft.core.port.Variables;
import dev.updraft.core.wire.Json;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link Variables} in memory. */
public final class MemoryVariables implements Variables {
  private final NavigableMap<String, Variable> variables = new TreeMap<>();

  @Override
  public synchronized @Nullable Variable get(String key) {
    return variables.get(key);
  }

  @Override
  public synchronized Page<Variable> list(@Nullable String from, int limit) {
    return Pages.of(variables, from, limit);
  }

  @Override
  public synchronized void put(Variable variable) {
    RowSize.named("variable", variable.key(), Json.write(variable));
    variables.put(variable.key(), variable);
  }

  @Override
  public synchronized void delete(String key) {
    variables.remove(key);
  }
}
