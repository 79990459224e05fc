package dev.updraft.core.port.memory;

import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.XComStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link XComStore} in memory. */
public final class MemoryXComs implements XComStore {
  private final Map<TaskInstanceKey, NavigableMap<String, XCom>> values = new HashMap<>();
  private final Map<XComKey, Integer> tries = new HashMap<>();

  private record XComKey(TaskInstanceKey owner, String key) {}

  @Override
  public synchronized boolean put(AttemptKey by, String key, String json, Instant now) {
    var owner = by.taskInstance();
    if (isOfNewerTry(by, key)) {
      return false;
    }
    values.computeIfAbsent(owner, _ -> new TreeMap<>()).put(key, new XCom(owner, key, json, now));
    tries.put(new XComKey(owner, key), by.tryNumber());
    return true;
  }

  private boolean isOfNewerTry(AttemptKey by, String key) {
    return tries.getOrDefault(new XComKey(by.taskInstance(), key), 0) > by.tryNumber();
  }

  @Override
  public synchronized @Nullable XCom get(TaskInstanceKey owner, String key) {
    return of(owner).get(key);
  }

  @Override
  public synchronized boolean delete(AttemptKey by, String key) {
    if (isOfNewerTry(by, key)) {
      return false;
    }
    of(by.taskInstance()).remove(key);
    tries.remove(new XComKey(by.taskInstance(), key));
    return true;
  }

  @Override
  public synchronized List<XCom> list(TaskInstanceKey owner) {
    return of(owner).values().stream()
        .limit(LISTED_MAX)
        .map(xcom -> new XCom(owner, xcom.key(), "", xcom.at()))
        .toList();
  }

  @Override
  public synchronized boolean clear(AttemptKey by, int most) {
    var owner = by.taskInstance();
    var earlier =
        of(owner).keySet().stream()
            .filter(key -> tries.getOrDefault(new XComKey(owner, key), 0) < by.tryNumber())
            .toList();
    earlier.stream().limit(most).forEach(key -> delete(by, key));
    return earlier.size() <= most;
  }

  @Override
  public synchronized Page<XCom> ofTask(
      RunKey run, TaskId taskId, String key, @Nullable String from, int limit) {
    var found = new TreeMap<String, XCom>();
    values.forEach((owner, xcoms) -> {
      var xcom = xcoms.get(key);
      if (xcom != null && owner.run().equals(run) && owner.taskId().equals(taskId)) {
        found.put(SortKeys.mapIndex(owner.mapIndex()), xcom);
      }
    });
    return Pages.of(found, from, limit);
  }

  private NavigableMap<String, XCom> of(TaskInstanceKey owner) {
    var xcoms = values.get(owner);
    return xcoms == null ? new TreeMap<>() : xcoms;
  }
}
