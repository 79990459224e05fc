package dev.updraft.core.attempt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a process knows of the deployment's secrets: read anew when it is {@link
 * SigningKeys#KNOWN_FOR} old, by the wall clock, so that a process restored from a snapshot reads
 * them first thing; and at once, but not more often than once in {@link #ASKED_EVERY}, when
 * something was signed with a secret it does not know. Where they cannot be read, what was known
 * goes on.
 */
public final class KnownKeys {
  /** How often strange signatures can have them read. */
  static final Duration ASKED_EVERY = Duration.ofSeconds(10);

  private final Supplier<SigningKeys> reading;
  private final Consumer<RuntimeException> trouble;
  private final InstantSource clock;
  private SigningKeys known;
  private Instant readAt;
  private Instant triedAt;

  /**
   * Reads them.
   *
   * @param reading reads them from where they are kept; what it throws now is thrown
   * @param trouble is told what it throws later, when those known go on
   */
  public KnownKeys(
      Supplier<SigningKeys> reading, Consumer<RuntimeException> trouble, InstantSource clock) {
    this.reading = reading;
    this.trouble = trouble;
    this.clock = clock;
    this.known = reading.get();
    this.readAt = clock.instant();
    this.triedAt = readAt;
  }

  /** These, which never change. */
  public static KnownKeys fixed(SigningKeys keys) {
    return new KnownKeys(() -> keys, _ -> {}, () -> Instant.EPOCH);
  }

  /** The secrets, no older than they may be. */
  synchronized SigningKeys now() {
    var now = clock.instant();
    if (isOlder(readAt, SigningKeys.KNOWN_FOR, now) && isOlder(triedAt, ASKED_EVERY, now)) {
      read(now);
    }
    return known;
  }

  /** The secrets as they are kept now, where that has not just been asked. */
  synchronized SigningKeys anew() {
    var now = clock.instant();
    if (isOlder(triedAt, ASKED_EVERY, now)) {
      read(now);
    }
    return known;
  }

  /** A clock that was set back is no reason to wait. */
  private static boolean isOlder(Instant since, Duration age, Instant now) {
    return Duration.between(since, now).abs().compareTo(age) >= 0;
  }

  private void read(Instant now) {
    triedAt = now;
    try {
      known = reading.get();
      readAt = now;
    } catch (RuntimeException e) {
      trouble.accept(e);
    }
  }
}
