package dev.updraft.core.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The lists of a state as pieces of bytes, within its head while they are small and as its segments
 * once they are not. Where a piece ends is told by the element at its end and not by its place, so
 * that an element that comes or goes anywhere changes the piece it is in and leaves the others.
 */
public final class PackedLists {
  /** Up to so many bytes together, lists are in the head. */
  private static final int HEAD_BYTES_MAX = 4 * 1024;

  /** A piece ends after the element that makes it as large. */
  private static final int PIECE_BYTES_MAX = 64 * 1024;

  /** One element of so many ends a piece. */
  private static final int PIECE_ELEMENTS = 32;

  private PackedLists() {}

  /**
   * Elements as bytes, each after the one before in its piece.
   *
   * @param <T> the kind of element
   */
  public interface Codec<T> {
    /** Writes an element; there is none before the first of a piece. */
    void write(Packed.Writer out, T element, @Nullable T before);

    /** Reads what was written. */
    T read(Packed.Reader in, @Nullable T before);
  }

  /** Writes lists one after another. */
  public static final class Writer {
    private final Packed.Writer head;
    private final List<byte[]> pieces = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();

    /** At the end of this head. */
    public Writer(Packed.Writer head) {
      this.head = head;
    }

    /**
     * A list.
     *
     * @param name what tells an element from others, the same in every process
     */
    public <T> void list(List<T> elements, ToIntFunction<T> name, Codec<T> codec) {
      int before = pieces.size();
      int from = 0;
      while (from < elements.size()) {
        from = piece(elements, from, name, codec);
      }
      counts.add(pieces.size() - before);
    }

    private <T> int piece(List<T> elements, int from, ToIntFunction<T> name, Codec<T> codec) {
      var out = new Packed.Writer();
      @Nullable T before = null;
      int to = from;
      boolean goesOn = true;
      while (goesOn && to < elements.size()) {
        var element = elements.get(to);
        codec.write(out, element, before);
        before = element;
        to++;
        goesOn = out.size() < PIECE_BYTES_MAX && !endsPiece(name.applyAsInt(element));
      }
      var piece = new Packed.Writer();
      piece.number(to - from);
      piece.raw(out.bytes());
      pieces.add(piece.bytes());
      return to;
    }

    /** By the high bits of a product, since names that differ in their last letter are near. */
    private static boolean endsPiece(int name) {
      return Integer.remainderUnsigned((name * 0x9E3779B1) >>> 16, PIECE_ELEMENTS) == 0;
    }

    /** All that was written. */
    public Encoded done() {
      boolean inHead = pieces.stream().mapToInt(piece -> piece.length).sum() <= HEAD_BYTES_MAX;
      head.flag(inHead);
      counts.forEach(head::number);
      if (inHead) {
        pieces.forEach(head::raw);
      }
      return new Encoded(head.bytes(), inHead ? List.of() : pieces);
    }
  }

  /** Reads the lists that a {@link Writer} wrote, in the same order. */
  public static final class Reader {
    private final Packed.Reader head;
    private final List<byte[]> segments;
    private final boolean inHead;
    private final int[] counts;
    private int list;
    private int segment;

    /**
     * @param head at the end of what is not lists
     * @param lists how many there are
     */
    public Reader(Packed.Reader head, List<byte[]> segments, int lists) {
      this.head = head;
      this.segments = segments;
      this.inHead = head.flag();
      this.counts = new int[lists];
      long sum = 0;
      for (int i = 0; i < lists; i++) {
        counts[i] = head.number();
        sum += counts[i];
      }
      if (segments.size() != (inHead ? 0 : sum)) {
        throw new IllegalArgumentException(
            "lists of %d pieces have %d segments".formatted(sum, segments.size()));
      }
    }

    /** The next list. */
    public <T> List<T> list(Codec<T> codec) {
      var elements = new ArrayList<T>();
      for (int i = 0; i < counts[list]; i++) {
        if (inHead) {
          read(head, codec, elements);
        } else {
          var in = new Packed.Reader(segments.get(segment));
          read(in, codec, elements);
          in.end();
          segment++;
        }
      }
      list++;
      return elements;
    }

    private static <T> void read(Packed.Reader in, Codec<T> codec, List<T> elements) {
      @Nullable T before = null;
      int count = in.number();
      for (int i = 0; i < count; i++) {
        var element = codec.read(in, before);
        elements.add(element);
        before = element;
      }
    }

    /**
     * Nothing more may follow.
     *
     * @throws IllegalArgumentException if something does
     */
    public void end() {
      head.end();
    }
  }
}
