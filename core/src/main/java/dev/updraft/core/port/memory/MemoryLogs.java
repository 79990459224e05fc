package dev.updraft.core.port.memory;

import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.port.LogStore;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** {@link LogStore} in memory. */
public final class MemoryLogs implements LogStore {
  private static final int READ_CHARACTERS = 1_000_000;

  private final Map<AttemptKey, NavigableMap<Integer, String>> chunks = new HashMap<>();

  @Override
  public synchronized void append(AttemptKey key, int number, String lines) {
    chunks.computeIfAbsent(key, _ -> new TreeMap<>()).put(number, lines);
  }

  @Override
  public synchronized int next(AttemptKey key) {
    var all = chunks.get(key);
    return all == null ? 0 : all.lastKey() + 1;
  }

  @Override
  public synchronized Chunks read(AttemptKey key, int number) {
    var all = chunks.get(key);
    var lines = new StringBuilder();
    var next = number;
    if (all != null) {
      for (var chunk : all.tailMap(number, true).entrySet()) {
        if (!lines.isEmpty() && lines.length() + chunk.getValue().length() > READ_CHARACTERS) {
          return new Chunks(lines.toString(), next, true);
        }
        lines.append(chunk.getValue());
        next = chunk.getKey() + 1;
      }
    }
    return new Chunks(lines.toString(), next, false);
  }
}
