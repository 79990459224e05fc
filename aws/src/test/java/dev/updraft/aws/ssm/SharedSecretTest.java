package dev.updraft.aws.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.updraft.core.port.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
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
  private static final String KNOWN =
      "{\"Parameter\":{\"Name\":\"/up/secret\",\"Type\":\"SecureString\",\"Value\":\"c2VjcmV0\"}}";

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private volatile int deniedTimes;

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
    exchange.getRequestBody().readAllBytes();
    boolean denied = asked.incrementAndGet() <= deniedTimes;
    var bytes = (denied ? DENIED : KNOWN).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(denied ? 400 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void rightsThatAreNotKnownYetAreWaitedFor() {
    deniedTimes = 3;
    assertThat(secret()).asString(StandardCharsets.UTF_8).isEqualTo("secret");
    assertThat(asked).hasValue(4);
  }

  @Test
  void rightsThatAreMissingAreToldInTheEnd() {
    deniedTimes = Integer.MAX_VALUE;
    assertThatThrownBy(this::secret)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("parameter /up/secret cannot be read: not authorized");
    assertThat(asked).hasValue(8);
  }

  private byte[] secret() {
    var builder =
        SsmClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")));
    try (var ssm = SharedSecret.patient(builder, Duration.ofMillis(1))) {
      return new SharedSecret(ssm, "/up/secret").get();
    }
  }
}
