package dev.updraft.api.signin;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Caller;
import dev.updraft.api.http.Endpoint;
import dev.updraft.api.http.Gate;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.signin.Access.Need;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets in who signed in at the issuer and has the role that the operation needs. */
public final class SignIn implements Gate {
  /** The environment variable with the id of Cognito's user pool; without it nobody signs in. */
  public static final String POOL_VARIABLE = "UPDRAFT_USER_POOL_ID";

  /**
   * The environment variable with the address of another issuer of the same tokens, for tests and
   * emulators; its keys are at {@code /.well-known/jwks.json} below it.
   */
  public static final String ISSUER_VARIABLE = "UPDRAFT_ISSUER";

  private static final String SCHEME = "bearer ";
  private final AccessTokens tokens;

  SignIn(AccessTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * The gate that an environment asks for: open, if it names neither a pool nor an issuer.
   *
   * @throws IllegalArgumentException if the pool's id or the issuer's address is none
   */
  public static Gate from(Map<String, String> environment, InstantSource clock) {
    var issuer = environment.get(ISSUER_VARIABLE);
    var pool = environment.get(POOL_VARIABLE);
    if (issuer == null && pool == null) {
      return Gate.OPEN;
    }
    return at(issuer == null || issuer.isBlank() ? issuerOf(pool) : issuer, clock);
  }

  /** The gate for whom this issuer knows. */
  static SignIn at(String issuer, InstantSource clock) {
    var keySet = new KeySet(URI.create(issuer + "/.well-known/jwks.json"));
    return new SignIn(new AccessTokens(issuer, new SigningKeys(keySet, clock), clock));
  }

  static String issuerOf(@Nullable String pool) {
    int end = pool == null ? -1 : pool.indexOf('_');
    if (pool == null || end < 1) {
      throw new IllegalArgumentException(
          POOL_VARIABLE + " must be a user pool's id such as eu-west-1_AbCdEf, not '" + pool + "'");
    }
    return "https://cognito-idp." + pool.substring(0, end) + ".amazonaws.com/" + pool;
  }

  @Override
  public Endpoint guard(String operation, Endpoint endpoint) {
    return Access.of(operation)
        .map(need ->
            switch (need) {
              case Need.Nothing _ -> endpoint;
              case Need.AttemptToken _ -> endpoint;
              case Need.AtLeast(var role) -> guarded(role, endpoint);
            })
        .orElse(SignIn::refuse);
  }

  @Override
  public void prime() {
    tokens.prime();
  }

  private Endpoint guarded(Role least, Endpoint endpoint) {
    return call -> {
      var user = tokens.user(token(call));
      if (!user.role().includes(least)) {
        throw ApiProblem.of(403, "Forbidden");
      }
      var caller = new Caller(user.id(), user.name(), user.role().airflowName());
      return endpoint.answer(call.from(caller));
    };
  }

  private static HttpAnswer refuse(Call call) {
    throw ApiProblem.of(403, "Forbidden");
  }

  private static String token(Call call) {
    var header = call.http().header("authorization");
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw ApiProblem.of(401, "Not authenticated");
    }
    return header.substring(SCHEME.length()).strip();
  }
}
