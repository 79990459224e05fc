package dev.updraft.api.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier.BaseVerification;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTDecodeException;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.exceptions.TokenExpiredException;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.updraft.api.http.ApiProblem;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;

/**
 * Checks access tokens as Cognito issues them: RS256 by one of the issuer's keys, {@code iss},
 * {@code token_use}, {@code exp} and {@code iat}. Refusals are worded as Airflow's.
 */
final class AccessTokens {
  /** How far this clock and the issuer's may be apart. */
  static final Duration SKEW = Duration.ofMinutes(1);

  private final String issuer;
  private final SigningKeys keys;
  private final InstantSource clock;

  AccessTokens(String issuer, SigningKeys keys, InstantSource clock) {
    this.issuer = issuer;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Whose token this is.
   *
   * @throws ApiProblem 401 if it is good no longer, 403 if it never was
   */
  User user(String token) {
    try {
      var verified = verified(token, key(JWT.decode(token)));
      var groups = verified.getClaim("cognito:groups").asList(String.class);
      var subject = verified.getSubject();
      var name = verified.getClaim("username").asString();
      // A token that never ends passes java-jwt's check of the end.
      if (subject == null || verified.getExpiresAtAsInstant() == null) {
        throw invalid();
      }
      return new User(
          subject, name == null ? subject : name, Role.among(groups == null ? List.of() : groups));
    } catch (TokenExpiredException _) {
      throw ApiProblem.of(401, "Token Expired");
    } catch (JWTVerificationException _) {
      throw invalid();
    }
  }

  /** Reads the keys and checks a token that is none, so that all it takes is loaded. */
  void prime() {
    for (var id : keys.ids()) {
      var header = "{\"alg\":\"RS256\",\"kid\":\"%s\"}".formatted(id);
      try {
        var _ = user(base64(header) + "." + base64("{}") + "." + base64("no signature"));
        throw new IllegalStateException("a token without a signature was taken");
      } catch (ApiProblem _) {
        // As it must be.
      }
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private RSAPublicKey key(DecodedJWT unverified) {
    var id = unverified.getKeyId();
    if (id == null) {
      throw new JWTDecodeException("no key id");
    }
    return keys.of(id).orElseThrow(AccessTokens::invalid);
  }

  private DecodedJWT verified(String token, RSAPublicKey key) {
    var verification =
        JWT.require(Algorithm.RSA256(key, null))
            .withIssuer(issuer)
            .withClaim("token_use", "access")
            .acceptLeeway(SKEW.toSeconds());
    return ((BaseVerification) verification)
        .build(Clock.fixed(clock.instant(), ZoneOffset.UTC))
        .verify(token);
  }

  private static ApiProblem invalid() {
    return ApiProblem.of(403, "Invalid JWT token");
  }

  /**
   * Who signed in.
   *
   * @param id Cognito's {@code sub}
   * @param name Cognito's {@code username}
   * @param role the greatest of the user's groups
   */
  record User(String id, String name, Role role) {}
}
