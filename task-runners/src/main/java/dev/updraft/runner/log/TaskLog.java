package dev.updraft.runner.log;

import dev.updraft.core.call.Backoff;
import dev.updraft.core.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The log of one attempt. Lines gather in a chunk, which is sent when it is full or when {@link
 * #flush} is called. A log that is short and was never sent is handed over as a tail instead. To
 * write never fails, and never waits longer than a few seconds: a log does not decide its task's
 * fate.
 */
public final class TaskLog {
  /** The largest chunk, in bytes. */
  public static final int CHUNK_BYTES_MAX = 256 * 1024;

  /** The largest log that is kept with the attempt, in bytes. */
  public static final int TAIL_BYTES_MAX = 2 * 1024;

  /** Longer lines are split, in characters. */
  public static final int LINE_CHARS_MAX = 16 * 1024;

  private static final int JSON_OVERHEAD_BYTES = 1024;

  private final SecretMasker masker;
  private final InstantSource clock;
  private final long bytesMax;
  private final Shipping shipping;
  private long bytes;
  private boolean capped;

  /**
   * @param bytesMax the largest log; lines beyond are dropped, and a line says so
   * @param first the number of its first chunk: after those of an attempt that was begun before
   * @param backoff how long to wait before what could not be stored is tried again
   */
  public TaskLog(
      LogSink sink,
      SecretMasker masker,
      InstantSource clock,
      long bytesMax,
      int first,
      Backoff backoff) {
    this.masker = masker;
    this.clock = clock;
    this.bytesMax = bytesMax;
    this.shipping =
        new Shipping(
            sink,
            CHUNK_BYTES_MAX,
            first,
            backoff.firstCeiling(),
            backoff.lastCeiling(),
            text -> line("warning", "task", text));
  }

  /** Writes at level info as the task's operator. */
  public void info(String event) {
    write("info", "task", event);
  }

  /** Writes at level error as the task's operator. */
  public void error(String event) {
    write("error", "task", event);
  }

  /** Writes at level warning as the task's operator. */
  public void warning(String event) {
    write("warning", "task", event);
  }

  /** Writes a message, in parts if it is too long for a line. */
  public void write(String level, String logger, String event) {
    writeMasked(level, logger, masker.mask(event));
  }

  /**
   * Writes a line of a process's output.
   *
   * @param cut whether there was more of it, which is not kept
   */
  public void output(String level, String logger, String line, boolean cut) {
    if (cut) {
      writeMasked(level, logger, masker.maskCut(line));
      warning("The line above goes on, which is not kept");
    } else {
      write(level, logger, line);
    }
  }

  private synchronized void writeMasked(String level, String logger, String masked) {
    int start = 0;
    do {
      int end = Math.min(masked.length(), start + LINE_CHARS_MAX);
      if (end < masked.length() && Character.isHighSurrogate(masked.charAt(end - 1))) {
        end--;
      }
      append(level, logger, masked.substring(start, end));
      start = end;
    } while (start < masked.length());
  }

  private void append(String level, String logger, String event) {
    if (capped) {
      return;
    }
    var line = line(level, logger, event);
    int size = line.getBytes(StandardCharsets.UTF_8).length;
    if (bytes + size > bytesMax - JSON_OVERHEAD_BYTES) {
      capped = true;
      line =
          line(
              "warning",
              "task",
              "The log has reached %d bytes, the rest is not kept".formatted(bytesMax));
      size = line.getBytes(StandardCharsets.UTF_8).length;
    }
    shipping.add(line, size);
    bytes += size;
  }

  private String line(String level, String logger, String event) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("timestamp", clock.instant().toString());
    fields.put("level", level);
    fields.put("event", event);
    fields.put("logger", logger);
    return Json.write(fields) + "\n";
  }

  /** Has what there is sent soon. What cannot be sent stays for later, and nobody waits for it. */
  public void flush() {
    shipping.flush();
  }

  /**
   * Ends the log.
   *
   * @param goesOn whether the attempt is begun again later, and adds to it: then all is sent
   * @param patience how long it is tried to store it
   * @return what goes with the report: the whole of it if it is short and was never sent, or the
   *     last lines if it could not be stored; null if all is stored
   */
  public @Nullable String finish(boolean goesOn, Duration patience) {
    return shipping.finish(TAIL_BYTES_MAX, !goesOn, patience);
  }
}
