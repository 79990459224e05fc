package dev.updraft.standalone.folder;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How far reading the DAG folder is, for who wants to show it. */
public final class Progress {
  private static final System.Logger LOG = System.getLogger(Progress.class.getName());
  private static final int FILES_WORTH_SAYING = 50;
  private static final int SAID_TIMES = 10;

  private final AtomicReference<@Nullable Count> now = new AtomicReference<>();
  private volatile @Nullable Instant lookedAt;

  /** Begins with so many files. */
  void begin(int total) {
    now.set(new Count(0, total));
  }

  /** One more is read. */
  void one() {
    var count = now.updateAndGet(before -> before == null ? null : before.next());
    if (count != null && count.isWorthSaying()) {
      LOG.log(
          System.Logger.Level.INFO,
          "read %d of %d DAG files".formatted(count.read(), count.total()));
    }
  }

  /** All are read. */
  void end() {
    now.set(null);
  }

  /** The folder has been looked at. */
  void looked() {
    lookedAt = Instant.now();
  }

  /** When the folder was last looked at, with all that had changed read; null if never. */
  public @Nullable Instant lookedAt() {
    return lookedAt;
  }

  /** How far it is; null while nothing is being read. */
  public @Nullable Count now() {
    return now.get();
  }

  /**
   * How far.
   *
   * @param read how many files have been read
   * @param total of how many
   */
  public record Count(int read, int total) {
    private Count next() {
      return new Count(read + 1, total);
    }

    private boolean isWorthSaying() {
      return total >= FILES_WORTH_SAYING && read % Math.max(1, total / SAID_TIMES) == 0;
    }
  }
}
