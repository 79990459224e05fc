package dev.updraft.core.port;

import dev.updraft.core.id.AggregateKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where aggregates keep their state: one item each, and immutable items beside it for what is too
 * large for one ({@link StateItems}). Only the owner of the aggregate's message group writes here;
 * the version keeps out anything else.
 */
public interface StateStore {
  /** The aggregate's state, strongly consistent; null if it has none. */
  @Nullable Stored load(AggregateKey key);

  /**
   * Stores {@code next} as one write that only happens if the stored version is still that of
   * {@code previous} (or nothing is stored, where that is null). Segments that {@code previous} has
   * already, by content, are not written again; the others are written before the item that names
   * them.
   *
   * @return whether it was stored; false means that someone else was faster
   * @throws TooLargeException if a segment or their number is too large; nothing changes then
   */
  boolean commit(AggregateKey key, @Nullable Stored previous, Stored next);

  /**
   * What is stored of an aggregate.
   *
   * @param version counts commits, from 1
   * @param format the format of the bytes
   * @param head the state without its segments
   * @param segments the segments, in order; most aggregates have none
   * @param lastMessages the ids of the messages that led to this state, those of the last commit
   *     only
   * @param outbox the decisions of the last commit, encoded
   */
  record Stored(
      long version,
      int format,
      Bytes head,
      List<Bytes> segments,
      List<String> lastMessages,
      Bytes outbox) {
    public Stored {
      segments = List.copyOf(segments);
      lastMessages = List.copyOf(lastMessages);
    }
  }
}
