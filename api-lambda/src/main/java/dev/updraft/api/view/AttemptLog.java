package dev.updraft.api.view;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.port.LogStore;
import dev.updraft.core.run.TaskInstanceState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Logs of attempts: chunks while they run, and the end of the log in their row. */
public final class AttemptLog {
  /** How much of a log one answer holds; Lambda's answers hold 6 MB in all. */
  public static final int TEXT_MAX = 4 * 1024 * 1024;

  private final LogStore logs;

  /** Over the chunks. */
  public AttemptLog(LogStore logs) {
    this.logs = logs;
  }

  /**
   * A part of an attempt's log. The row must have been read before: a runner stores its chunks
   * before it ends its attempt.
   *
   * @param chunk the first chunk wanted
   * @param full whether as much as one answer holds is wanted
   */
  public Part read(Attempt attempt, int chunk, boolean full) {
    var lines = new ArrayList<String>();
    int size = 0;
    var chunks = logs.read(attempt.key(), chunk);
    size += add(chunks.lines(), lines);
    while (full && chunks.more() && size < TEXT_MAX) {
      chunks = logs.read(attempt.key(), chunks.next());
      size += add(chunks.lines(), lines);
    }
    if (chunks.more() || !hasEnded(attempt)) {
      return new Part(lines, chunks.next());
    }
    var tail = attempt.logTail();
    if (tail != null) {
      add(tail, lines);
    }
    return new Part(lines, null);
  }

  private static int add(String text, List<String> lines) {
    text.lines().filter(line -> !line.isBlank()).forEach(lines::add);
    return text.length();
  }

  private static boolean hasEnded(Attempt attempt) {
    return attempt.state().isFinished() || attempt.state() == TaskInstanceState.UP_FOR_RETRY;
  }

  /**
   * A part of a log.
   *
   * @param lines its lines
   * @param next the chunk to go on with; null at the end of the log
   */
  public record Part(List<String> lines, @Nullable Integer next) {}
}
