package dev.updraft.api.signin;

import static dev.updraft.api.ApiWorld.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import dev.updraft.api.Api;
import dev.updraft.api.ApiWorld;
import dev.updraft.api.SampleDags;
import dev.updraft.api.http.Gate;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.HttpCall;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SignInTest {
  private static final String POOLS = "/api/v2/pools";
  private final ApiWorld world = new ApiWorld();
  private final FakeIssuer issuer = new FakeIssuer();
  private final Api api = world.behind(SignIn.at(issuer.address(), world.clock()));

  SignInTest() throws IOException {}

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void whoDidNotSignInIsToldSo() {
    refused(get(POOLS, null), 401, "Not authenticated");
    refused(call("GET", POOLS, "Basic YWRhOmFkYQ==", null), 401, "Not authenticated");
  }

  @Test
  void versionAndHealthAreOpen() {
    assertThat(get("/api/v2/version", null).status()).isEqualTo(200);
    assertThat(get("/api/v2/monitor/health", null).status()).isEqualTo(200);
    assertThat(issuer.timesAsked()).isZero();
  }

  @Test
  void aViewerReadsAndChangesNothing() {
    var token = issuer.token(NOON, "Viewer");
    assertThat(get(POOLS, token).status()).isEqualTo(200);
    refused(
        call("POST", POOLS, "Bearer " + token, "{\"name\":\"a\",\"slots\":1}"), 403, "Forbidden");
    refused(get("/api/v2/variables", token), 403, "Forbidden");
  }

  @Test
  void whoIsInNoGroupSeesNothingButWhoHeIs() {
    var token = issuer.token(NOON);
    refused(get("/ui/dags", token), 403, "Forbidden");
    var me = ApiWorld.json(get("/ui/auth/me", token));
    assertThat(me.path("username").asText()).isEqualTo("ada");
    assertThat(me.path("role").asText()).isEqualTo("Public");
  }

  @Test
  void aRunRemembersWhoTriggeredIt() {
    world.publish(SampleDags.orders());
    var answer =
        call(
            "POST",
            "/api/v2/dags/" + SampleDags.orders().dagId() + "/dagRuns",
            "bearer " + issuer.token(NOON, "User", "Viewer"),
            "{\"logical_date\":null}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(ApiWorld.json(answer).path("triggering_user_name").asText()).isEqualTo("ada");
  }

  @Test
  void aTokenIsGoodUntilItExpiresAndAMinuteLongerForClocksThatDiffer() {
    var token = issuer.token(NOON.minus(Duration.ofMinutes(60)), "Admin");
    world.pass(AccessTokens.SKEW.minusSeconds(1));
    assertThat(get(POOLS, token).status()).isEqualTo(200);
    world.pass(Duration.ofSeconds(2));
    refused(get(POOLS, token), 401, "Token Expired");
  }

  @Test
  void aTokenOfAClockThatIsFarAheadIsRefused() {
    assertThat(get(POOLS, issuer.token(NOON.plusSeconds(50), "Admin")).status()).isEqualTo(200);
    invalid(issuer.token(NOON.plusSeconds(120), "Admin"));
  }

  @Test
  void onlyAccessTokensOfThisIssuerCount() {
    invalid(issuer.sign(claims().withClaim("token_use", "id")));
    invalid(issuer.sign(claims().withIssuer("https://cognito-idp.eu-west-1.amazonaws.com/other")));
    invalid(issuer.sign(claims().withExpiresAt((Instant) null)));
    invalid("not.a.token");
    invalid("");
  }

  @Test
  void aForgedSignatureIsRefused() throws IOException {
    var token = issuer.token(NOON, "Admin");
    try (var other = new FakeIssuer()) {
      invalid(other.sign(claims()));
    }
    invalid(claims().sign(Algorithm.none()));
    invalid(claims().sign(Algorithm.HMAC256(issuer.publicKey().getEncoded())));
    var viewer = issuer.token(NOON, "Viewer").split("\\.", -1);
    invalid(viewer[0] + "." + token.split("\\.", -1)[1] + "." + viewer[2]);
  }

  @Test
  void keysAreReadOnceAndAgainWhenTheIssuerChangesThem() {
    var token = issuer.token(NOON, "Admin");
    assertThat(get(POOLS, token).status()).isEqualTo(200);
    assertThat(get(POOLS, token).status()).isEqualTo(200);
    assertThat(issuer.timesAsked()).isEqualTo(1);
    issuer.rotate();
    world.pass(SigningKeys.PAUSE);
    assertThat(get(POOLS, issuer.token(NOON, "Admin")).status()).isEqualTo(200);
    assertThat(get(POOLS, token).status()).isEqualTo(200);
    assertThat(issuer.timesAsked()).isEqualTo(2);
  }

  @Test
  void aPrimedGateHasTheKeysAlready() {
    var gate = SignIn.at(issuer.address(), world.clock());
    gate.prime();
    var primed = world.behind(gate);
    var header = Map.of("authorization", "Bearer " + issuer.token(NOON, "Viewer"));
    assertThat(primed.handle(HttpCall.of("GET", POOLS, null, header, null)).status())
        .isEqualTo(200);
    assertThat(issuer.timesAsked()).isEqualTo(1);
  }

  @Test
  void inventedKeyIdsDoNotMakeTheIssuerBusy() {
    for (int i = 0; i < 20; i++) {
      invalid(issuer.sign(claims().withKeyId("invented-" + i)));
    }
    assertThat(issuer.timesAsked()).isEqualTo(1);
  }

  @Test
  void anIssuerThatDoesNotAnswerIsAnOutageOnlyForKeysNotYetKnown() {
    issuer.fail(true);
    var token = issuer.token(NOON, "Admin");
    assertThat(get(POOLS, token).status()).isEqualTo(503);
    issuer.fail(false);
    world.pass(SigningKeys.PAUSE);
    assertThat(get(POOLS, token).status()).isEqualTo(200);
    issuer.fail(true);
    world.pass(SigningKeys.KEPT.plusSeconds(1));
    var later = issuer.token(NOON.plus(SigningKeys.KEPT), "Admin");
    assertThat(get(POOLS, later).status()).isEqualTo(200);
    assertThat(issuer.timesAsked()).isEqualTo(3);
  }

  @Test
  void signInIsOnOnlyIfTheEnvironmentNamesAPoolOrAnIssuer() {
    assertThat(SignIn.from(Map.of(), world.clock())).isSameAs(Gate.OPEN);
    assertThat(SignIn.from(Map.of("UPDRAFT_USER_POOL_ID", "eu-west-1_AbC"), world.clock()))
        .isInstanceOf(SignIn.class);
    assertThat(SignIn.issuerOf("eu-west-1_AbC"))
        .isEqualTo("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC");
    assertThatThrownBy(() -> SignIn.from(Map.of("UPDRAFT_USER_POOL_ID", ""), world.clock()))
        .hasMessageContaining("UPDRAFT_USER_POOL_ID must be a user pool's id");
  }

  private JWTCreator.Builder claims() {
    return issuer.claims(NOON, "Admin");
  }

  private void invalid(String token) {
    refused(get(POOLS, token), 403, "Invalid JWT token");
  }

  private HttpAnswer get(String path, @Nullable String token) {
    return call("GET", path, token == null ? null : "Bearer " + token, null);
  }

  private HttpAnswer call(
      String method, String path, @Nullable String authorization, @Nullable String body) {
    var headers = new HashMap<String, String>();
    headers.put("content-type", "application/json");
    if (authorization != null) {
      headers.put("Authorization", authorization);
    }
    return api.handle(HttpCall.of(method, path, null, headers, body));
  }

  private static void refused(HttpAnswer answer, int status, String detail) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(ApiWorld.json(answer).path("detail").asText()).isEqualTo(detail);
  }
}
