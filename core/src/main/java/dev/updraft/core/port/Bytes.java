package dev.updraft.core.port;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some bytes that do not change, equal to others by content. */
public final class Bytes {
  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** A copy of these. */
  public static Bytes of(byte... content) {
    return new Bytes(content.clone());
  }

  /** A copy of the content. */
  public byte[] toArray() {
    return content.clone();
  }

  /** The same bytes in pieces of at most so many each. */
  List<Bytes> pieces(int bytesMax) {
    var pieces = new ArrayList<Bytes>();
    for (int from = 0; from < content.length; from += bytesMax) {
      int to = Math.min(from + bytesMax, content.length);
      pieces.add(new Bytes(Arrays.copyOfRange(content, from, to)));
    }
    return pieces;
  }

  /** These, one after another. */
  public static Bytes joined(List<Bytes> pieces) {
    var all = ByteBuffer.allocate(pieces.stream().mapToInt(Bytes::size).sum());
    pieces.forEach(piece -> all.put(piece.content));
    return new Bytes(all.array());
  }

  /** How many. */
  public int size() {
    return content.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return content.length + " bytes";
  }
}
