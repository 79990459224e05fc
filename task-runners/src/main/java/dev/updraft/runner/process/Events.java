package dev.updraft.runner.process;

import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one thread that waits for all pipes and ends of processes. It reads nothing: it only wakes
 * who does, so that a slow reader slows its own process and no other.
 */
final class Events {
  private static final System.Logger LOG = System.getLogger(Events.class.getName());
  private static final Events ONLY = new Events();

  private static final int ADD = 1;
  private static final int DELETE = 2;
  private static final int MODIFY = 3;
  private static final int READABLE_ONCE = 1 | 1 << 30;
  private static final int BATCH = 64;
  private static final int TURN_MILLIS = 1000;

  /** {@code struct epoll_event} is packed on amd64 only. */
  private static final boolean PACKED = !System.getProperty("os.arch", "").equals("aarch64");

  private static final int EVENT_BYTES = PACKED ? 12 : 16;
  private static final int DATA_OFFSET = PACKED ? 4 : 8;

  private final int epoll;
  private final Map<Long, Runnable> waiting = new ConcurrentHashMap<>();
  private final AtomicLong tokens = new AtomicLong();

  private Events() {
    try (var libc = new Libc()) {
      epoll = (int) libc.call(Libc.EPOLL_CREATE, Libc.O_CLOEXEC);
      if (epoll < 0) {
        throw new IllegalStateException("epoll_create1: " + libc.message(libc.errno()));
      }
    }
    Thread.ofPlatform().daemon().name("processes").start(this::loop);
  }

  /**
   * A descriptor that is watched.
   *
   * @param descriptor which
   * @param token its number here
   */
  record Watched(int descriptor, long token) {
    /** Has its action run when there is something to read, once. */
    void arm(Libc libc) {
      ONLY.control(libc, MODIFY, this, READABLE_ONCE);
    }

    /** Watches it no more. */
    void forget(Libc libc) {
      ONLY.waiting.remove(token);
      ONLY.control(libc, DELETE, this, 0);
    }
  }

  /**
   * Watches a descriptor, armed.
   *
   * @param action short, and never waiting
   */
  static Watched watch(Libc libc, int descriptor, Runnable action) {
    var watched = new Watched(descriptor, ONLY.tokens.incrementAndGet());
    ONLY.waiting.put(watched.token, action);
    ONLY.control(libc, ADD, watched, READABLE_ONCE);
    return watched;
  }

  private void control(Libc libc, int operation, Watched watched, int events) {
    var event = libc.memory(EVENT_BYTES);
    event.set(ValueLayout.JAVA_INT, 0, events);
    event.set(ValueLayout.JAVA_LONG_UNALIGNED, DATA_OFFSET, watched.token);
    if ((int) libc.call(Libc.EPOLL_CTL, epoll, operation, watched.descriptor, event.address())
        < 0) {
      throw new IllegalStateException("epoll_ctl: " + libc.message(libc.errno()));
    }
  }

  private void loop() {
    try (var libc = new Libc()) {
      var events = libc.memory((long) BATCH * EVENT_BYTES);
      while (true) {
        int count = (int) libc.call(Libc.EPOLL_WAIT, epoll, events.address(), BATCH, TURN_MILLIS);
        for (int i = 0; i < count; i++) {
          long token =
              events.get(ValueLayout.JAVA_LONG_UNALIGNED, (long) i * EVENT_BYTES + DATA_OFFSET);
          var action = waiting.get(token);
          if (action != null) {
            action.run();
          }
        }
        Orphans.reap(libc);
      }
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "no end of a process is noticed any more", e);
      throw e;
    }
  }
}
