package dev.updraft.core.attempt;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.id.VersionHash;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Claim tickets and attempt tokens, signed with HS512 by one of the deployment's secrets, which
 * they name. A ticket lets its bearer claim one attempt, however long it waited in a queue. The
 * claim gives a token, which lets its bearer act for that attempt for {@link #TOKEN_LIFE} and is
 * renewed while it is used.
 */
public final class Tickets {
  /** How long a token is good for, as Airflow's execution tokens. */
  public static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

  /** A token with less than this left is renewed with the next answer. */
  public static final Duration RENEW_BELOW = Duration.ofMinutes(5);

  private static final String TICKET_AUDIENCE = "urn:updraft:ticket";
  private static final String TOKEN_AUDIENCE = "urn:airflow.apache.org:task";

  private final KnownKeys keys;
  private final InstantSource clock;

  /**
   * With one secret, which never changes.
   *
   * @throws IllegalArgumentException if it is shorter than 32 bytes
   */
  public Tickets(byte[] secret) {
    this(KnownKeys.fixed(SigningKeys.of(secret)), () -> Instant.EPOCH);
  }

  /**
   * With the deployment's secrets.
   *
   * @param clock says which of them signs a ticket
   */
  public Tickets(KnownKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** A ticket to claim this attempt. */
  public String ticket(Bearer bearer) {
    return signed(claims(bearer).withAudience(TICKET_AUDIENCE), clock.instant());
  }

  /** A token to act for this attempt, good from now on. */
  public String token(Bearer bearer, Instant now) {
    return signed(
        claims(bearer)
            .withAudience(TOKEN_AUDIENCE)
            .withIssuedAt(now)
            .withNotBefore(now)
            .withExpiresAt(now.plus(TOKEN_LIFE)),
        now);
  }

  private String signed(JWTCreator.Builder claims, Instant now) {
    var key = keys.now().signing(now);
    return claims.withKeyId(key.id()).sign(Algorithm.HMAC512(key.secret()));
  }

  /** Who bears this ticket, or why it is not one. */
  public Verdict verifyTicket(String ticket, Instant now) {
    return verify(ticket, TICKET_AUDIENCE, now);
  }

  /** Who bears this token, or why it is not one or no longer. */
  public Verdict verifyToken(String token, Instant now) {
    return verify(token, TOKEN_AUDIENCE, now);
  }

  private Verdict verify(String text, String audience, Instant now) {
    try {
      var id = JWT.decode(text).getKeyId();
      Verdict verdict = new Verdict.Invalid("it is signed with a secret that is not known or over");
      for (var key : candidates(id, now)) {
        verdict = verify(text, audience, key, now);
        if (verdict instanceof Verdict.Valid) {
          return verdict;
        }
      }
      return verdict;
    } catch (JWTVerificationException e) {
      return new Verdict.Invalid(String.valueOf(e.getMessage()));
    }
  }

  /** What was signed before there were ids may be of any secret. */
  private List<SigningKeys.Key> candidates(@Nullable String id, Instant now) {
    if (id == null) {
      return keys.now().good(now);
    }
    return keys.now().good(id, now).or(() -> keys.anew().good(id, now)).stream().toList();
  }

  private static Verdict verify(String text, String audience, SigningKeys.Key key, Instant now) {
    try {
      var verification = JWT.require(Algorithm.HMAC512(key.secret())).withAudience(audience);
      var verifier =
          ((com.auth0.jwt.JWTVerifier.BaseVerification) verification)
              .build(Clock.fixed(now, ZoneOffset.UTC));
      return valid(verifier.verify(text));
    } catch (JWTVerificationException e) {
      return new Verdict.Invalid(String.valueOf(e.getMessage()));
    }
  }

  private static JWTCreator.Builder claims(Bearer bearer) {
    var ti = bearer.key().taskInstance();
    return JWT.create()
        .withSubject(bearer.id().toString())
        .withClaim("dag", ti.run().dagId().value())
        .withClaim("run", ti.run().runId().value())
        .withClaim("task", ti.taskId().value())
        .withClaim("map", ti.mapIndex())
        .withClaim("try", bearer.key().tryNumber())
        .withClaim("ver", bearer.version().value());
  }

  private static Verdict valid(DecodedJWT jwt) {
    var run =
        new RunKey(
            new DagId(jwt.getClaim("dag").asString()), new RunId(jwt.getClaim("run").asString()));
    var ti =
        new TaskInstanceKey(
            run, new TaskId(jwt.getClaim("task").asString()), jwt.getClaim("map").asInt());
    var bearer =
        new Bearer(
            new AttemptKey(ti, jwt.getClaim("try").asInt()),
            AttemptId.of(jwt.getSubject()),
            new VersionHash(jwt.getClaim("ver").asString()));
    var expires = jwt.getExpiresAtAsInstant();
    return new Verdict.Valid(bearer, expires == null ? Instant.MAX : expires);
  }

  /**
   * Whom a ticket or token is for.
   *
   * @param key which try
   * @param id the attempt's id
   * @param version the DAG version it runs
   */
  public record Bearer(AttemptKey key, AttemptId id, VersionHash version) {}

  /** What a ticket or token is worth. */
  public sealed interface Verdict {
    /**
     * It is good.
     *
     * @param bearer whom it is for
     * @param expiresAt until when
     */
    record Valid(Bearer bearer, Instant expiresAt) implements Verdict {
      /** Whether it should be renewed. */
      public boolean needsRenewal(Instant now) {
        return now.plus(RENEW_BELOW).isAfter(expiresAt);
      }
    }

    /**
     * It is not.
     *
     * @param reason why
     */
    record Invalid(String reason) implements Verdict {}
  }
}
