package dev.updraft.core.port.memory;

import dev.updraft.core.flow.Decision;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.Timers;
import dev.updraft.core.wire.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link Timers} in memory. */
public final class MemoryTimers implements Timers {
  private static final int PAGE = 100;

  private final Map<Instant, NavigableMap<String, Decision.WakeAt>> minutes = new HashMap<>();
  private @Nullable Instant cursor;

  @Override
  public synchronized void put(Decision.WakeAt timer) {
    minutes.computeIfAbsent(minute(timer), _ -> new TreeMap<>()).put(text(timer), timer);
  }

  @Override
  public synchronized Page<Decision.WakeAt> due(Instant minute, @Nullable String from) {
    var timers = minutes.get(minute.truncatedTo(ChronoUnit.MINUTES));
    return timers == null ? new Page<>(List.of(), null) : Pages.of(timers, from, PAGE);
  }

  @Override
  public synchronized void delete(List<Decision.WakeAt> timers) {
    for (var timer : timers) {
      minutes.computeIfPresent(
          minute(timer),
          (_, left) -> {
            left.remove(text(timer));
            return left.isEmpty() ? null : left;
          });
    }
  }

  @Override
  public synchronized @Nullable Instant cursor() {
    return cursor;
  }

  @Override
  public synchronized boolean moveCursor(@Nullable Instant from, Instant to) {
    if (!Objects.equals(cursor, from)) {
      return false;
    }
    cursor = to;
    return true;
  }

  private static Instant minute(Decision.WakeAt timer) {
    return timer.due().truncatedTo(ChronoUnit.MINUTES);
  }

  private static String text(Decision.WakeAt timer) {
    return "%020d#%s#%s"
        .formatted(timer.due().toEpochMilli(), timer.aggregate().text(), Json.write(timer.event()));
  }
}
