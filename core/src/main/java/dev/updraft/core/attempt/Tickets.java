package dev.updraft.core.attempt;

import com.auth0.jwt.JWT;
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
import java.time.ZoneOffset;

/**
 * Claim tickets and attempt tokens, signed with HS512. A ticket lets its bearer claim one attempt,
 * however long it waited in a queue. The claim gives a token, which lets its bearer act for that
 * attempt for {@link #TOKEN_LIFE} and is renewed while it is used.
 */
public final class Tickets {
  /** How long a token is good for, as Airflow's execution tokens. */
  public static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

  /** A token with less than this left is renewed with the next answer. */
  public static final Duration RENEW_BELOW = Duration.ofMinutes(5);

  private static final int SECRET_BYTES_MIN = 32;
  private static final String TICKET_AUDIENCE = "urn:updraft:ticket";
  private static final String TOKEN_AUDIENCE = "urn:airflow.apache.org:task";

  private final Algorithm algorithm;

  /**
   * With the deployment's secret.
   *
   * @throws IllegalArgumentException if it is shorter than 32 bytes
   */
  public Tickets(byte[] secret) {
    if (secret.length < SECRET_BYTES_MIN) {
      throw new IllegalArgumentException(
          "the signing secret has %d bytes, it needs at least %d"
              .formatted(secret.length, SECRET_BYTES_MIN));
    }
    this.algorithm = Algorithm.HMAC512(secret);
  }

  /** A ticket to claim this attempt. */
  public String ticket(Bearer bearer) {
    return claims(bearer).withAudience(TICKET_AUDIENCE).sign(algorithm);
  }

  /** A token to act for this attempt, good from now on. */
  public String token(Bearer bearer, Instant now) {
    return claims(bearer)
        .withAudience(TOKEN_AUDIENCE)
        .withIssuedAt(now)
        .withNotBefore(now)
        .withExpiresAt(now.plus(TOKEN_LIFE))
        .sign(algorithm);
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
      var verification = JWT.require(algorithm).withAudience(audience);
      var verifier =
          ((com.auth0.jwt.JWTVerifier.BaseVerification) verification)
              .build(Clock.fixed(now, ZoneOffset.UTC));
      return valid(verifier.verify(text));
    } catch (JWTVerificationException e) {
      return new Verdict.Invalid(String.valueOf(e.getMessage()));
    }
  }

  private static com.auth0.jwt.JWTCreator.Builder claims(Bearer bearer) {
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
