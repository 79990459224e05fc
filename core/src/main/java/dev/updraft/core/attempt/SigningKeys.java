package dev.updraft.core.attempt;

import dev.updraft.core.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secrets a deployment signs and verifies with, and when each does. Usually there is one; while
 * it is being replaced there are two, of which both are good and the newer signs as soon as all who
 * verify can know it.
 *
 * @param keys the secrets, in no order
 */
public record SigningKeys(List<Key> keys) {
  /** The least length of a secret. */
  public static final int SECRET_BYTES_MIN = 32;

  /** How old what a process knows of the secrets may be. */
  public static final Duration KNOWN_FOR = Duration.ofMinutes(5);

  /** From when on a new secret signs: all have read it by then, and their clocks may differ. */
  public static final Duration SIGNS_AFTER = KNOWN_FOR.multipliedBy(2);

  private static final int ID_DIGITS = 16;

  public SigningKeys {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no signing secret");
    }
  }

  /**
   * One secret.
   *
   * @param base64 what signs, in Base64
   * @param signsFrom it signs from then on, unless a later one does
   * @param goodUntil what it signed is good until then; null for always
   */
  public record Key(String base64, Instant signsFrom, @Nullable Instant goodUntil) {
    public Key {
      int bytes = Base64.getDecoder().decode(base64).length;
      if (bytes < SECRET_BYTES_MIN) {
        throw new IllegalArgumentException(
            "the signing secret has %d bytes, it needs at least %d"
                .formatted(bytes, SECRET_BYTES_MIN));
      }
    }

    static Key of(byte[] secret, Instant signsFrom) {
      return new Key(Base64.getEncoder().encodeToString(secret), signsFrom, null);
    }

    /** What signs. */
    public byte[] secret() {
      return Base64.getDecoder().decode(base64);
    }

    /** What names it in what it signs, and gives nothing of it away. */
    public String id() {
      try {
        var digest = MessageDigest.getInstance("SHA-256").digest(secret());
        return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }

    /** Whether what it signed is good. */
    public boolean isGood(Instant now) {
      return goodUntil == null || now.isBefore(goodUntil);
    }

    @Override
    public String toString() {
      return "Key[%s from %s until %s]".formatted(id(), signsFrom, goodUntil);
    }
  }

  /** One secret, which has always signed. */
  public static SigningKeys of(byte[] secret) {
    return new SigningKeys(List.of(Key.of(secret, Instant.EPOCH)));
  }

  /** The secret that signs now. */
  public Key signing(Instant now) {
    return good(now).stream()
        .filter(key -> !key.signsFrom.isAfter(now))
        .max(Comparator.comparing(Key::signsFrom))
        .orElseGet(() -> keys.stream().min(Comparator.comparing(Key::signsFrom)).orElseThrow());
  }

  /** The secrets whose signatures are good now. */
  public List<Key> good(Instant now) {
    return keys.stream().filter(key -> key.isGood(now)).toList();
  }

  /** The secret of an id, if it is here and good. */
  public Optional<Key> good(String id, Instant now) {
    return good(now).stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /**
   * With a new secret, which signs once all can know it; what the ones before have signed is good
   * for a while longer.
   *
   * @param overlap for how long after the new one has begun to sign
   */
  public SigningKeys rotated(byte[] secret, Instant now, Duration overlap) {
    var from = now.plus(SIGNS_AFTER);
    return with(Key.of(secret, from), now, from.plus(overlap));
  }

  /** With a new secret that signs at once, and all before it good for nothing any more. */
  public SigningKeys replaced(byte[] secret, Instant now) {
    return new SigningKeys(List.of(Key.of(secret, now)));
  }

  private SigningKeys with(Key added, Instant now, Instant othersUntil) {
    var all = new ArrayList<Key>();
    for (var key : good(now)) {
      var until = key.goodUntil;
      boolean sooner = until != null && until.isBefore(othersUntil);
      all.add(new Key(key.base64, key.signsFrom, sooner ? until : othersUntil));
    }
    all.add(added);
    return new SigningKeys(all);
  }

  /** The secrets as text, to be kept where only the deployment reads. */
  public String text() {
    return Json.write(new Kept(keys));
  }

  /**
   * The secrets of a text of {@link #text}.
   *
   * @throws IllegalArgumentException if it is none; its message holds nothing of the text
   */
  public static SigningKeys parse(String text) {
    return new SigningKeys(read(text).keys);
  }

  /** The secrets of what is kept: a text of {@link #text}, or the bytes of one secret. */
  public static SigningKeys parse(byte[] kept) {
    var text = new String(kept, StandardCharsets.UTF_8).strip();
    return isText(text) ? parse(text) : of(kept);
  }

  /** Whether a text may be one of {@link #text}. */
  public static boolean isText(String text) {
    return text.startsWith("{\"keys\":");
  }

  private static Kept read(String text) {
    try {
      return Json.read(text, Kept.class);
    } catch (IllegalArgumentException e) {
      // Its message and its cause may show a part of the secret.
      throw new IllegalArgumentException("the signing secrets are no JSON of keys");
    }
  }

  private record Kept(List<Key> keys) {}
}
