package dev.updraft.core.port;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How large an item is as DynamoDB counts it: the names of its attributes and their values. Stores
 * in memory hold to the same limits.
 */
public final class ItemSize {
  /** What an item may have, names included. */
  public static final int BYTES_MAX = 400 * 1024;

  /** What a partition key may have, in a table or an index. */
  public static final int PARTITION_KEY_BYTES_MAX = 2048;

  /** What a sort key may have, in a table or an index. */
  public static final int SORT_KEY_BYTES_MAX = 1024;

  /** What a message of a queue may have: a quarter of what SQS takes. */
  public static final int MESSAGE_BYTES_MAX = 256 * 1024;

  /** The most that a number takes: 38 digits, two to a byte. */
  private static final int NUMBER_BYTES = 21;

  /** What a list takes beside its elements, and each element beside its value. */
  private static final int LIST_BYTES = 3;

  private long bytes;

  private ItemSize() {}

  /** Of an item without attributes. */
  public static ItemSize empty() {
    return new ItemSize();
  }

  /** UTF-8 bytes of a text. */
  public static int of(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** With a text. */
  public ItemSize with(String name, String value) {
    return with(name, of(value));
  }

  /** With so many bytes. */
  public ItemSize with(String name, int valueBytes) {
    bytes += of(name) + valueBytes;
    return this;
  }

  /** With a number or a time. */
  public ItemSize withNumber(String name) {
    return with(name, NUMBER_BYTES);
  }

  /** With a list of texts. */
  public ItemSize with(String name, List<String> values) {
    int sum = LIST_BYTES;
    for (var value : values) {
      sum += 1 + of(value);
    }
    return with(name, sum);
  }

  /** Its size. */
  public long bytes() {
    return bytes;
  }

  /**
   * Nothing if the item may be stored.
   *
   * @param what what it is, such as {@code the row of run orders/r1}
   * @throws TooLargeException if it is too large
   */
  public void check(String what) {
    TooLargeException.check(what, bytes, BYTES_MAX);
  }
}
