package dev.updraft.core.schedule;

import java.time.Instant;

/**
 * The time a run covers.
 *
 * @param start from, inclusive
 * @param end to, exclusive; the same as {@code start} for a point in time
 */
public record DataInterval(Instant start, Instant end) {
  /** A point in time. */
  public static DataInterval exact(Instant at) {
    return new DataInterval(at, at);
  }
}
