package dev.updraft.core.port;

import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.StateStore.Stored;
import java.util.List;
import java.util.stream.Stream;

/**
 * How an aggregate's state lies in items, none of which is larger than an item may be: the head
 * item names the others by their content. A head or an outbox that is too large for the head item
 * lies beside it, in parts.
 *
 * @param head the state without its segments, if it is in the head item; else empty
 * @param headParts the same in parts, where it is not
 * @param outbox the decisions of the last commit, if they are in the head item; else empty
 * @param outboxParts the same in parts, where they are not
 * @param segments the state's segments
 */
public record StateItems(
    Bytes head,
    List<Bytes> headParts,
    Bytes outbox,
    List<Bytes> outboxParts,
    List<Bytes> segments) {
  /** What a head or an outbox may have within the head item. */
  public static final int WITHIN_HEAD_BYTES_MAX = 100 * 1024;

  /** What a segment may have. */
  public static final int SEGMENT_BYTES_MAX = 350 * 1024;

  /** How many items may lie beside the head, which has to name each of them. */
  public static final int BESIDE_MAX = 3_000;

  private static final int PART_BYTES = 256 * 1024;
  private static final String NAME = "0".repeat(32);

  /**
   * The items of a state.
   *
   * @throws TooLargeException if a segment is too large, or there are too many
   */
  public static StateItems of(AggregateKey key, Stored stored) {
    boolean headFits = stored.head().size() <= WITHIN_HEAD_BYTES_MAX;
    boolean outboxFits = stored.outbox().size() <= WITHIN_HEAD_BYTES_MAX;
    var items =
        new StateItems(
            headFits ? stored.head() : Bytes.of(),
            headFits ? List.of() : stored.head().pieces(PART_BYTES),
            outboxFits ? stored.outbox() : Bytes.of(),
            outboxFits ? List.of() : stored.outbox().pieces(PART_BYTES),
            stored.segments());
    items.check(key, stored);
    return items;
  }

  private void check(AggregateKey key, Stored stored) {
    for (var segment : segments) {
      TooLargeException.check(
          "a segment of the state of " + key.text(), segment.size(), SEGMENT_BYTES_MAX);
    }
    long beside = beside().count();
    if (beside > BESIDE_MAX) {
      throw new TooLargeException(
          "the state of %s has %d segments, at most %d are possible"
              .formatted(key.text(), beside, BESIDE_MAX));
    }
    headItem(key, stored.lastMessages()).check("the head of the state of " + key.text());
  }

  /** All that lies beside the head item. */
  public Stream<Bytes> beside() {
    return Stream.of(headParts, outboxParts, segments).flatMap(List::stream);
  }

  /** The size of the head item. */
  public ItemSize headItem(AggregateKey key, List<String> messages) {
    return ItemSize.empty()
        .with("pk", key.text())
        .with("sk", "head")
        .withNumber("v")
        .withNumber("f")
        .withNumber("x")
        .with("h", head.size())
        .with("ob", outbox.size())
        .with("hs", headParts.stream().map(_ -> NAME).toList())
        .with("os", outboxParts.stream().map(_ -> NAME).toList())
        .with("sg", segments.stream().map(_ -> NAME).toList())
        .with("m", messages);
  }
}
