package dev.updraft.core.wire;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Small values as few bytes, for state that is stored often: numbers in groups of seven bits, times
 * in microseconds, texts with their length.
 */
public final class Packed {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private Packed() {}

  /** Writes values one after another. */
  public static final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** What has been written. */
    public byte[] bytes() {
      return out.toByteArray();
    }

    /** How many bytes have been written. */
    public int size() {
      return out.size();
    }

    /** A byte. */
    public void octet(int value) {
      out.write(value);
    }

    /** A number of any sign; those near zero are short. */
    public void big(long value) {
      long rest = (value << 1) ^ (value >> 63);
      while ((rest & ~0x7FL) != 0) {
        out.write((int) ((rest & 0x7F) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    /** A number that is not negative. */
    public void number(int value) {
      int rest = value;
      while ((rest & ~0x7F) != 0) {
        out.write((rest & 0x7F) | 0x80);
        rest >>>= 7;
      }
      out.write(rest);
    }

    /** Yes or no. */
    public void flag(boolean value) {
      out.write(value ? 1 : 0);
    }

    /** A text. */
    public void text(String value) {
      var utf8 = value.getBytes(StandardCharsets.UTF_8);
      number(utf8.length);
      out.writeBytes(utf8);
    }

    /** A text that may begin as another does: how many bytes it shares with it, and the rest. */
    public void textAfter(String before, String value) {
      var utf8 = value.getBytes(StandardCharsets.UTF_8);
      int shared = shared(before.getBytes(StandardCharsets.UTF_8), utf8);
      number(shared);
      number(utf8.length - shared);
      out.write(utf8, shared, utf8.length - shared);
    }

    private static int shared(byte[] some, byte[] other) {
      int difference = Arrays.mismatch(some, other);
      return difference < 0 ? some.length : difference;
    }

    /** Bytes that follow without their length. */
    void raw(byte[] value) {
      out.writeBytes(value);
    }

    /** A text, or none. */
    public void optionalText(@Nullable String value) {
      flag(value != null);
      if (value != null) {
        text(value);
      }
    }

    /** A time, to the microsecond. */
    public void instant(Instant value) {
      big(value.getEpochSecond() * MICROS_PER_SECOND + value.getNano() / NANOS_PER_MICRO);
    }

    /** A time, or none. */
    public void optionalInstant(@Nullable Instant value) {
      flag(value != null);
      if (value != null) {
        instant(value);
      }
    }
  }

  /** Reads the values that a {@link Writer} wrote, in the same order. */
  public static final class Reader {
    private final ByteBuffer in;

    /** Of these bytes. */
    public Reader(byte[] bytes) {
      this.in = ByteBuffer.wrap(bytes);
    }

    /** A byte. */
    public int octet() {
      try {
        return in.get() & 0xFF;
      } catch (BufferUnderflowException e) {
        throw new IllegalArgumentException("packed bytes end too early", e);
      }
    }

    /**
     * Nothing more may follow.
     *
     * @throws IllegalArgumentException if something does
     */
    public void end() {
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(
            "packed bytes go on for " + in.remaining() + " more after their end");
      }
    }

    /** A number of any sign. */
    public long big() {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        int octet = octet();
        value |= (long) (octet & 0x7F) << shift;
        if ((octet & 0x80) == 0) {
          return (value >>> 1) ^ -(value & 1);
        }
      }
      throw new IllegalArgumentException("packed bytes hold a number that is too long");
    }

    /** A number that is not negative. */
    public int number() {
      long value = 0;
      for (int shift = 0; shift < Integer.SIZE; shift += 7) {
        int octet = octet();
        value |= (long) (octet & 0x7F) << shift;
        if ((octet & 0x80) == 0) {
          return inRange(value);
        }
      }
      throw new IllegalArgumentException("packed bytes hold a number that is too long");
    }

    /** A number of any sign that fits into 32 bits. */
    public int small() {
      return inRange(big());
    }

    private static int inRange(long value) {
      if (value != (int) value) {
        throw new IllegalArgumentException("packed bytes hold " + value + ", which is too large");
      }
      return (int) value;
    }

    /** Yes or no. */
    public boolean flag() {
      int octet = octet();
      if (octet > 1) {
        throw new IllegalArgumentException("packed bytes hold " + octet + " as a yes or no");
      }
      return octet == 1;
    }

    /** A text. */
    public String text() {
      int length = number();
      if (length > in.remaining()) {
        throw new IllegalArgumentException("packed bytes end within a text");
      }
      var utf8 = new byte[length];
      in.get(utf8);
      return new String(utf8, StandardCharsets.UTF_8);
    }

    /** A text that was written as one after another. */
    public String textAfter(String before) {
      var known = before.getBytes(StandardCharsets.UTF_8);
      int shared = number();
      int rest = number();
      if (shared > known.length || rest > in.remaining()) {
        throw new IllegalArgumentException("packed bytes end within a text");
      }
      var utf8 = Arrays.copyOf(known, shared + rest);
      in.get(utf8, shared, rest);
      return new String(utf8, StandardCharsets.UTF_8);
    }

    /** A text, or none. */
    public @Nullable String optionalText() {
      return flag() ? text() : null;
    }

    /** A time. */
    public Instant instant() {
      long micros = big();
      return Instant.ofEpochSecond(
          Math.floorDiv(micros, MICROS_PER_SECOND),
          Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
    }

    /** A time, or none. */
    public @Nullable Instant optionalInstant() {
      return flag() ? instant() : null;
    }
  }
}
