package dev.updraft.aws.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.updraft.core.attempt.SigningKeys;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The secret while its function's rights are not known everywhere yet. */
class SharedSecretTest {
  private static final String DENIED =
      "{\"__type\":\"AccessDeniedException\",\"Message\":\"not authorized\"}";
  private static final byte[] SECRET =
      "the deployment's own secret, long enough".getBytes(StandardCharsets.UTF_8);

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private volatile int deniedTimes;
  private volatile String value = Base64.getEncoder().encodeToString(SECRET);

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var request = Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
    boolean denied = asked.incrementAndGet() <= deniedTimes;
    if (request.has("Value") && !denied) {
      value = request.path("Value").asText();
    }
    var answer = denied ? DENIED : Json.write(Map.of("Parameter", parameter()));
    var bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(denied ? 400 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Map<String, String> parameter() {
    return Map.of("Name", "/up/secret", "Type", "SecureString", "Value", value);
  }

  @Test
  void rightsThatAreNotKnownYetAreWaitedFor() {
    deniedTimes = 3;
    assertThat(read()).isEqualTo(SigningKeys.of(SECRET));
    assertThat(asked).hasValue(4);
  }

  @Test
  void rightsThatAreMissingAreToldInTheEnd() {
    deniedTimes = Integer.MAX_VALUE;
    assertThatThrownBy(this::read)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("parameter /up/secret cannot be read: not authorized");
    assertThat(asked).hasValue(8);
  }

  @Test
  void aNewSecretIsStoredBesideTheOld() {
    var now = Instant.parse("2026-01-01T12:00:00Z");
    var after = with(secret -> secret.rotate(now, Duration.ofDays(15)));
    assertThat(after.keys()).hasSize(2);
    assertThat(after.signing(now).secret()).isEqualTo(SECRET);
    assertThat(read()).isEqualTo(after);
    var replaced = with(secret -> secret.replace(now));
    assertThat(replaced.keys()).hasSize(1);
    assertThat(read()).isEqualTo(replaced);
  }

  @Test
  void aParameterThatHoldsSomethingElseIsNamedAndNotShown() {
    value = "{\"keys\":[\"top\"]}";
    assertThatThrownBy(this::read)
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "parameter /up/secret holds no signing secret: the signing secrets are no JSON of keys");
  }

  private SigningKeys read() {
    return with(SharedSecret::get);
  }

  private SigningKeys with(Function<SharedSecret, SigningKeys> use) {
    var builder =
        SsmClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")));
    try (var ssm = SharedSecret.patient(builder, Duration.ofMillis(1))) {
      return use.apply(new SharedSecret(ssm, "/up/secret"));
    }
  }
}
