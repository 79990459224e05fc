package dev.updraft.runner.log;

/** Where chunks of a log go. */
@FunctionalInterface
public interface LogSink {
  /**
   * Stores a chunk. The same number may come twice, with the same lines.
   *
   * @param number from 0
   * @param lines lines of JSON
   */
  void accept(int number, String lines);
}
