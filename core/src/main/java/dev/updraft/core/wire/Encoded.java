package dev.updraft.core.wire;

import java.util.List;

/**
 * A state as bytes.
 *
 * @param head everything but the segments
 * @param segments what is too large to be stored with every commit, none for a small state
 */
@SuppressWarnings("ArrayRecordComponent")
public record Encoded(byte[] head, List<byte[]> segments) {
  public Encoded {
    segments = List.copyOf(segments);
  }
}
