package dev.updraft.core.port;

import dev.updraft.core.id.AttemptKey;

/** Logs of attempts that are too long for the attempt's row: lines of JSON, in chunks. */
public interface LogStore {
  /**
   * Appends whole lines. A chunk that is stored again under the same number is the same chunk.
   *
   * @param number counts the attempt's chunks from 0
   */
  void append(AttemptKey key, int number, String lines);

  /** The number after the attempt's last chunk, 0 if it has none. */
  int next(AttemptKey key);

  /**
   * The chunks from one on, in order, up to about a megabyte at once.
   *
   * @param number the first chunk wanted
   */
  Chunks read(AttemptKey key, int number);

  /**
   * Some chunks.
   *
   * @param lines their lines, joined
   * @param next the number of the chunk after them, whether it is there yet or not
   * @param more whether it is there
   */
  record Chunks(String lines, int next, boolean more) {}
}
