package dev.updraft.aws.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.updraft.core.call.Backoff;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** What goes over the wire to ECS and Lambda, and what is made of their answers. */
class CallsTest {
  private static final Ecs.Start START =
      new Ecs.Start(
          "up-ecs-big", "attempt", List.of("Main"), Map.of("UPDRAFT_LAUNCH", "{}"), "token-1");
  private static final Ecs.Network NETWORK =
      new Ecs.Network(List.of("subnet-1", "subnet-2"), List.of("sg-1"));

  private HttpServer server;
  private final Deque<Integer> first = new ConcurrentLinkedDeque<>();
  private volatile int status = 200;
  private volatile String answer = "{}";
  private volatile String path = "";
  private volatile String target = "";
  private volatile String invocation = "";
  private volatile String authorization = "";
  private volatile String body = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    path = exchange.getRequestURI().getRawPath();
    target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
    invocation = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"));
    authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var before = first.poll();
    if (before != null) {
      var throttled =
          error("ThrottlingException", "Rate exceeded").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(before, throttled.length);
      exchange.getResponseBody().write(throttled);
      exchange.close();
      return;
    }
    var bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void aTaskIsStartedWithItsOverridesByASignedCall() throws IOException {
    answer = "{\"tasks\":[{\"taskArn\":\"arn:t\"}],\"failures\":[]}";
    assertThat(ecs().runTask(START, NETWORK)).isEqualTo(new Ecs.Started.Task("arn:t"));
    assertThat(target).isEqualTo("AmazonEC2ContainerServiceV20141113.RunTask");
    assertThat(authorization)
        .startsWith("AWS4-HMAC-SHA256 Credential=key/")
        .contains("/eu-west-1/ecs/aws4_request", "x-amz-target");
    var sent = Json.MAPPER.readTree(body);
    assertThat(sent.at("/overrides/containerOverrides/0").toString())
        .contains("\"attempt\"", "[\"Main\"]", "UPDRAFT_LAUNCH");
    assertThat(sent.at("/networkConfiguration/awsvpcConfiguration/subnets/1").asText())
        .isEqualTo("subnet-2");
    assertThat(sent.path("clientToken").asText()).isEqualTo("token-1");
    assertThat(sent.has("group")).isFalse();
  }

  @Test
  void aCallThatIsThrottledIsMadeAgain() {
    answer = "{\"tasks\":[{\"taskArn\":\"arn:t\"}],\"failures\":[]}";
    first.addAll(List.of(400, 429, 503));
    assertThat(ecs().runTask(START, NETWORK)).isEqualTo(new Ecs.Started.Task("arn:t"));
    assertThat(first).isEmpty();
    first.add(429);
    status = 202;
    new Functions(calls("lambda")).invokeLater("f", "{}");
    assertThat(first).isEmpty();
  }

  @Test
  void aTaskThatCannotStartNowIsToldFromOneThatNeverCan() {
    answer = failures("RESOURCE:MEMORY");
    assertThat(ecs().runTask(START, NETWORK)).isInstanceOf(Ecs.Started.NotNow.class);
    answer = failures("Capacity is unavailable at this time. Please try again later");
    assertThat(ecs().runTask(START, NETWORK)).isInstanceOf(Ecs.Started.NotNow.class);
    answer = failures("MISSING");
    assertThat(ecs().runTask(START, NETWORK)).isInstanceOf(Ecs.Started.Never.class);
    status = 400;
    answer = error("ThrottlingException", "Rate exceeded");
    assertThat(ecs().runTask(START, NETWORK)).isInstanceOf(Ecs.Started.NotNow.class);
    answer = error("ClientException", "You've reached the limit on the number of tasks");
    assertThat(ecs().runTask(START, NETWORK)).isInstanceOf(Ecs.Started.NotNow.class);
    answer = error("ClientException", "Unable to describe task definition.");
    assertThat(ecs().runTask(START, NETWORK))
        .isEqualTo(
            new Ecs.Started.Never(
                "RunTask of up-ecs-big: 400 ClientException Unable to describe task definition."));
    status = 500;
    answer = "<html>";
    assertThat(ecs().runTask(START, NETWORK)).isInstanceOf(Ecs.Started.NotNow.class);
  }

  @Test
  void aServiceIsAskedForItsSizeAndGivenAnother() {
    answer = "{\"services\":[{\"desiredCount\":0}]}";
    assertThat(ecs().desiredCount("up-worker-default")).isZero();
    ecs().setDesiredCount("up-worker-default", 1);
    assertThat(target).endsWith(".UpdateService");
    assertThat(body).contains("\"desiredCount\":1", "\"up-worker-default\"");
    answer = "{\"services\":[],\"failures\":[{\"reason\":\"MISSING\"}]}";
    assertThatThrownBy(() -> ecs().desiredCount("gone"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("no service gone");
  }

  @Test
  void aFunctionIsInvokedWithoutWaiting() {
    var functions = new Functions(calls("lambda"));
    status = 202;
    answer = "";
    functions.invokeLater("arn:aws:lambda:eu-west-1:1:function:up-wake:live", "{\"queue\":\"q\"}");
    assertThat(invocation).isEqualTo("Event");
    assertThat(path)
        .isEqualTo(
            "/2015-03-31/functions/"
                + "arn%3Aaws%3Alambda%3Aeu-west-1%3A1%3Afunction%3Aup-wake%3Alive/invocations");
    assertThat(authorization).contains("/eu-west-1/lambda/aws4_request");
    status = 403;
    answer = error("AccessDeniedException", "no");
    assertThatThrownBy(() -> functions.invokeLater("f", "{}"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("403 AccessDeniedException no");
  }

  private static String failures(String reason) {
    return Json.write(Map.of("tasks", List.of(), "failures", List.of(Map.of("reason", reason))));
  }

  private static String error(String type, String message) {
    return Json.write(Map.of("__type", "com.amazonaws.ecs#" + type, "message", message));
  }

  private Ecs ecs() {
    return new Ecs(calls("ecs"), "arn:cluster");
  }

  private SignedCalls calls(String service) {
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));
    var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMillis(5), Duration.ofMillis(50));
    return new SignedCalls(service, endpoint, Region.EU_WEST_1, credentials, backoff);
  }
}
