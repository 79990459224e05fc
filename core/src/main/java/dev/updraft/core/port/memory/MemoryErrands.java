package dev.updraft.core.port.memory;

import dev.updraft.core.flow.Errand;
import dev.updraft.core.port.Errands;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** {@link Errands} in memory. */
public final class MemoryErrands implements Errands {
  private final Deque<Errand> waiting = new ArrayDeque<>();

  @Override
  public synchronized void send(Errand errand) {
    waiting.add(errand);
  }

  /** Takes the oldest; null if there is none. */
  public synchronized @Nullable Errand take() {
    return waiting.poll();
  }
}
