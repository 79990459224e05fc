package dev.updraft.api.signin;

import dev.updraft.api.http.ApiProblem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The issuer's public keys by id, kept for {@link #KEPT} and read again when a token names one that
 * is not known, but not more than once in {@link #PAUSE}: anybody can name a key.
 */
final class SigningKeys {
  static final Duration PAUSE = Duration.ofMinutes(1);
  static final Duration KEPT = Duration.ofDays(1);
  private static final Logger LOG = System.getLogger(SigningKeys.class.getName());

  private final Source source;
  private final InstantSource clock;
  private Map<String, RSAPublicKey> keys = Map.of();
  private Instant read = Instant.MIN;
  private Instant asked = Instant.MIN;
  private boolean failed;

  SigningKeys(Source source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * A key; empty if the issuer has none of that id.
   *
   * @throws ApiProblem 503 if it is not known and the issuer could not be asked
   */
  synchronized Optional<RSAPublicKey> of(String id) {
    var now = clock.instant();
    boolean old = read.isBefore(now.minus(KEPT));
    if ((old || !keys.containsKey(id)) && !asked.isAfter(now.minus(PAUSE))) {
      read(now);
    }
    var key = keys.get(id);
    if (key == null && failed) {
      throw ApiProblem.of(503, "The keys that sign-ins are checked with cannot be read");
    }
    return Optional.ofNullable(key);
  }

  /** The ids of the keys, read before anybody names one; none if they cannot be read. */
  synchronized Set<String> ids() {
    read(clock.instant());
    return keys.keySet();
  }

  private void read(Instant now) {
    asked = now;
    try {
      keys = source.keys();
      read = now;
      failed = false;
    } catch (UnreadableKeys e) {
      LOG.log(Level.ERROR, "sign-in: the issuer's keys cannot be read", e);
      failed = true;
    }
  }

  /** Where the keys are. */
  @FunctionalInterface
  interface Source {
    /** All keys by id. */
    Map<String, RSAPublicKey> keys() throws UnreadableKeys;
  }

  /** The keys could not be read, or are none. */
  static final class UnreadableKeys extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableKeys(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
