package dev.updraft.sync;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Syncs again whenever the folder has changed and then been quiet for a moment. What fails is tried
 * again with growing waits, and at once when the folder changes.
 */
final class Watch {
  private final Pace pace;
  private final Stopping stopping;
  private final Look look;
  private final Sync sync;

  /**
   * How fast.
   *
   * @param lookEvery the time between two looks
   * @param quiet how long nothing may change before a sync
   * @param quietMax how long changes may go on before a sync is made all the same
   * @param retry the wait after the first failure, doubled after each
   * @param retryMax the longest wait
   */
  record Pace(
      Duration lookEvery, Duration quiet, Duration quietMax, Duration retry, Duration retryMax) {
    static final Pace DEFAULT =
        new Pace(
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1));
  }

  /** Looks at the folder. */
  @FunctionalInterface
  interface Look {
    FolderLook look() throws IOException;
  }

  /** Syncs; false if that failed and may succeed later. */
  @FunctionalInterface
  interface Sync {
    boolean sync();
  }

  Watch(Pace pace, Stopping stopping, Look look, Sync sync) {
    this.pace = pace;
    this.stopping = stopping;
    this.look = look;
    this.sync = sync;
  }

  /**
   * Goes on until it is stopped.
   *
   * @param synced what the folder looked like before the sync that has been made already
   */
  void run(@Nullable FolderLook synced) throws InterruptedException {
    @Nullable FolderLook last = synced;
    var wait = pace.retry();
    @Nullable Long failedAt = null;
    while (!stopping.within(pace.lookEvery())) {
      var now = seen();
      if (now != null && !now.equals(last)) {
        now = quiet(now);
        if (now == null) {
          return;
        }
        last = now;
      } else if (failedAt == null || System.nanoTime() - failedAt < wait.toNanos()) {
        continue;
      }
      if (sync.sync()) {
        failedAt = null;
        wait = pace.retry();
      } else {
        wait = failedAt == null ? pace.retry() : longer(wait);
        failedAt = System.nanoTime();
      }
    }
  }

  private Duration longer(Duration wait) {
    var doubled = wait.multipliedBy(2);
    return doubled.compareTo(pace.retryMax()) > 0 ? pace.retryMax() : doubled;
  }

  /** What the folder looks like once it is quiet; null if the end is wished before that. */
  private @Nullable FolderLook quiet(FolderLook first) throws InterruptedException {
    long from = System.nanoTime();
    var before = first;
    while (!stopping.within(pace.quiet())) {
      var now = seen();
      if (now != null
          && (now.equals(before) || System.nanoTime() - from > pace.quietMax().toNanos())) {
        return now;
      }
      before = now == null ? before : now;
    }
    return null;
  }

  /** Null while the folder cannot be read: it may be moved or replaced right now. */
  private @Nullable FolderLook seen() {
    try {
      return look.look();
    } catch (IOException e) {
      return null;
    }
  }
}
