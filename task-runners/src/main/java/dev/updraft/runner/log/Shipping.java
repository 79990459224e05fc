package dev.updraft.runner.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chunks of a log on their way to where they are stored, by a thread of their own. What cannot be
 * stored is kept and tried again, up to a limit; lines beyond it are lost, and a line says so.
 * Nobody who writes waits for a store that does not answer.
 */
final class Shipping {
  private static final Logger LOG = LoggerFactory.getLogger(Shipping.class);

  /** What is kept at most of one log, in bytes. */
  static final int KEPT_BYTES_MAX = 4 * 1024 * 1024;

  private static final int NOTE_BYTES_MAX = 512;
  private static final int LAST_BYTES_MAX = 1024;

  /** What a writer waits at most for a store that is slow but does not fail. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LogSink sink;
  private final int chunkBytesMax;
  private final Duration firstPause;
  private final Duration lastPause;
  private final UnaryOperator<String> note;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<String> chunks = new ArrayDeque<>();
  private final StringBuilder open = new StringBuilder();
  private int openBytes;
  private long keptBytes;
  private int next;
  private final int first;
  private @Nullable Thread sender;
  private boolean isFailing;
  private boolean isEnding;
  private boolean isGivenUp;
  private long lostLines;
  private final Deque<String> last = new ArrayDeque<>();
  private int lastBytes;

  /**
   * @param first the number of the first chunk
   * @param note makes a line of a log of what is to be said of the log itself
   */
  Shipping(
      LogSink sink,
      int chunkBytesMax,
      int first,
      Duration firstPause,
      Duration lastPause,
      UnaryOperator<String> note) {
    this.sink = sink;
    this.chunkBytesMax = chunkBytesMax;
    this.first = first;
    this.next = first;
    this.firstPause = firstPause;
    this.lastPause = lastPause;
    this.note = note;
  }

  /** Adds a line, of so many bytes. */
  void add(String line, int bytes) {
    lock.lock();
    try {
      if (openBytes + bytes > chunkBytesMax) {
        seal();
      }
      if (keptBytes + bytes > KEPT_BYTES_MAX && !hasRoomSoon(bytes)) {
        lose(line, bytes);
        return;
      }
      open.append(line);
      openBytes += bytes;
      keptBytes += bytes;
    } finally {
      lock.unlock();
    }
  }

  /** The last lines say how a task ended; they are kept apart. */
  private void lose(String line, int bytes) {
    last.add(line);
    lastBytes += bytes;
    while (lastBytes > LAST_BYTES_MAX && !last.isEmpty()) {
      lastBytes -= bytes(last.remove());
      lostLines++;
    }
  }

  private boolean hasRoomSoon(int bytes) {
    long left = PATIENCE.toNanos();
    try {
      while (keptBytes + bytes > KEPT_BYTES_MAX) {
        if (isFailing || isGivenUp || left <= 0) {
          isFailing = true;
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Has what there is sent soon, unless something is on its way already. */
  void flush() {
    lock.lock();
    try {
      if (chunks.isEmpty()) {
        seal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void seal() {
    if (openBytes == 0 || isGivenUp) {
      return;
    }
    chunks.add(open.toString());
    open.setLength(0);
    openBytes = 0;
    changed.signalAll();
    if (sender == null) {
      sender = Thread.ofVirtual().name("log").start(this::send);
    }
  }

  private void send() {
    var pause = firstPause;
    while (true) {
      var chunk = nextChunk();
      if (chunk == null) {
        return;
      }
      try {
        sink.accept(next, chunk);
        pause = firstPause;
        stored(chunk);
      } catch (RuntimeException | Error e) {
        if (!failed(e, pause)) {
          return;
        }
        pause = pause.multipliedBy(2).compareTo(lastPause) < 0 ? pause.multipliedBy(2) : lastPause;
      }
    }
  }

  private @Nullable String nextChunk() {
    lock.lock();
    try {
      while (chunks.isEmpty() && !isEnding) {
        changed.await();
      }
      if (chunks.isEmpty()) {
        seal(); // the line that says that it works again
      }
      return isGivenUp ? null : chunks.peek();
    } catch (InterruptedException _) {
      return null; // given up
    } finally {
      lock.unlock();
    }
  }

  private void stored(String chunk) {
    lock.lock();
    try {
      var _ = chunks.remove();
      next++;
      keptBytes -= bytes(chunk);
      if (isFailing) {
        isFailing = false;
        LOG.warn("the log of an attempt can be stored again, {} lines are lost", lostLines);
        say(
            "The log could not be stored for a while; %s"
                .formatted(
                    lostLines == 0 ? "nothing of it is lost" : lostLines + " lines are lost"));
        lostLines = 0;
        last.forEach(this::append);
        last.clear();
        lastBytes = 0;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void say(String text) {
    append(note.apply(text));
  }

  private void append(String line) {
    int size = bytes(line);
    if (openBytes + size > chunkBytesMax) {
      seal();
    }
    open.append(line);
    openBytes += size;
    keptBytes += size;
  }

  /** Waits before the next time; whether there is one. */
  private boolean failed(Throwable fault, Duration pause) {
    lock.lock();
    try {
      if (!isFailing) {
        LOG.warn(
            "the log of an attempt cannot be stored, it is tried again: {}", String.valueOf(fault));
      }
      isFailing = true;
      changed.signalAll();
      long left = pause.toNanos();
      boolean wasEnding = isEnding;
      while (left > 0 && !isGivenUp && isEnding == wasEnding) {
        left = changed.awaitNanos(left);
      }
      return !isGivenUp;
    } catch (InterruptedException _) {
      return false; // given up
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the log: sends what there is, if it takes no longer than this.
   *
   * @param tailBytesMax what may be left unsent if nothing was sent before
   * @return what was left for the caller: a short log, or the last lines of one that could not be
   *     stored, after a line that says so; null for nothing
   */
  @Nullable String finish(int tailBytesMax, boolean mayLeave, Duration patience) {
    lock.lock();
    try {
      if (mayLeave && next == first && chunks.isEmpty() && openBytes <= tailBytesMax) {
        return taken(open.toString());
      }
      seal();
      isEnding = true;
      changed.signalAll();
      long left = patience.toNanos();
      boolean interrupted = false;
      while (!(chunks.isEmpty() && openBytes == 0) && left > 0) {
        try {
          left = changed.awaitNanos(left);
        } catch (InterruptedException _) {
          interrupted = true;
          left = Math.min(left, TimeUnit.MILLISECONDS.toNanos(1));
        }
      }
      isGivenUp = true;
      changed.signalAll();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return chunks.isEmpty() && openBytes == 0 ? null : remains(tailBytesMax);
    } finally {
      lock.unlock();
    }
  }

  /** A line that says what is missing, and of what is there the last lines that fit. */
  private String remains(int bytesMax) {
    if (sender != null) {
      sender.interrupt();
    }
    var all = String.join("", chunks) + open + String.join("", last);
    int start = all.length();
    int room = bytesMax - NOTE_BYTES_MAX;
    while (start > 0) {
      int before = all.lastIndexOf('\n', start - 2) + 1;
      room -= bytes(all.substring(before, start));
      if (room < 0) {
        break;
      }
      start = before;
    }
    long missing = lostLines + all.substring(0, start).lines().count();
    LOG.warn("the end of the log of an attempt is given up, {} lines of it are lost", missing);
    return note.apply(
            "The log could not be stored to its end; %d lines before the next are lost"
                .formatted(missing))
        + all.substring(start);
  }

  private @Nullable String taken(String text) {
    isGivenUp = true;
    open.setLength(0);
    openBytes = 0;
    return text.isEmpty() ? null : text;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
