package dev.updraft.core.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The UUIDv7 of an attempt, which Airflow calls the task instance's id.
 *
 * @param value a UUID of version 7
 */
public record AttemptId(@JsonValue UUID value) {
  private static final int VERSION = 7;

  public AttemptId {
    if (value.version() != VERSION) {
      throw new IllegalArgumentException(value + " is not a UUID of version " + VERSION);
    }
  }

  /** The id with this text. */
  @JsonCreator
  public static AttemptId of(String text) {
    return new AttemptId(UUID.fromString(text));
  }

  /**
   * The id of an attempt that was decided at {@code now}: its first 48 bits are the time in
   * milliseconds, the others a digest of the key and the time. The same decision made again gives
   * the same id, so that a decision can be performed twice and still name one attempt.
   */
  public static AttemptId of(AttemptKey key, Instant now) {
    var ti = key.taskInstance();
    var text =
        String.join(
            "\0",
            key.run().dagId().value(),
            key.run().runId().value(),
            ti.taskId().value(),
            Integer.toString(ti.mapIndex()),
            Integer.toString(key.tryNumber()),
            Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, now)));
    var digest = ByteBuffer.wrap(sha256(text));
    long high = (now.toEpochMilli() << 16) | 0x7000L | (digest.getLong() & 0x0FFFL);
    long low = (digest.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new AttemptId(new UUID(high, low));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
