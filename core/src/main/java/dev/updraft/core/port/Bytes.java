package dev.updraft.core.port;

import java.util.Arrays;
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
