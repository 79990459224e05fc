package dev.updraft.standalone.served;

import static dev.updraft.core.fixture.Dags.dag;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.standalone.embedded.EmbeddedAws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes over a socket, whatever they are, are answered, and never by a 5xx. */
class RawRequestsJourney {
  private static final int PATIENCE_MS = 60_000;
  private static final EmbeddedAws AWS = EmbeddedAws.startInMemory();
  private static final ServedApi API = new ServedApi(AWS);

  static {
    API.publish(dag("asked").task("a").build());
  }

  @AfterAll
  static void stop() {
    API.close();
    AWS.close();
  }

  static Stream<String> targets() {
    return Stream.of(
        "/%00",
        "/%",
        "/%zz",
        "/a%00b.js",
        "/%c0%80",
        "/%ff%fe",
        "/..%2f..%2fetc/passwd",
        "/" + "a".repeat(5_000),
        "//",
        "/api/v2/dags/%00",
        "/api/v2/dags/%",
        "/api/v2/dags/%ff",
        "/api/v2/dags?dag_id_pattern=%00%ff%",
        "/api/v2/dags/asked/dagRuns?limit=%zz",
        "/api/v2/variables/%00",
        "/api/v2/pools/%ed%a0%80",
        "/api/v2/dags/" + "a".repeat(5_000) + "/dagRuns",
        "/api/v2/dags/asked/dagRuns/" + "%23".repeat(1_000),
        "/api/v2/dags?" + "tags=a&".repeat(5_000),
        "/execution/variables/%00",
        "*",
        "http://[",
        "");
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aTargetIsAnswered(String target) throws IOException {
    assertThat(status(head("GET", target) + "\r\n")).isBetween(200, 499);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "GET /api/v2/version HTTP/1.0\r\nHost: localhost\r\n\r\n",
        "GET /api/v2/version HTTP/1.1\r\n\r\n",
        "PROPFIND /api/v2/version HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "nonsense\r\n\r\n",
        "GET /\r\n\r\n",
        "POST /api/v2/variables HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        "POST /api/v2/variables HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        "POST /api/v2/variables HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /api/v2/variables HTTP/1.1\r\nHost: localhost\r\nContent-Type: \u0000\r\nContent-Length: 2\r\n\r\n{}",
        "GET /api/v2/version HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
        "GET /api/v2/version HTTP/1.1\r\nHost: localhost\r\nX: \u00ff\u00fe\r\n\r\n",
        "GET /api/v2/version HTTP/1.1\r\nHost: localhost\r\nCorrelation-Id: \u00ff\u0001\r\n\r\n",
      })
  void aRequestIsAnswered(String request) throws IOException {
    assertThat(status(request)).isBetween(200, 499);
  }

  @Test
  void manyAndLargeHeadersAreAnswered() throws IOException {
    var large = head("GET", "/api/v2/version") + "X: " + "x".repeat(1_000_000) + "\r\n\r\n";
    var many = head("GET", "/api/v2/version") + "X: y\r\n".repeat(10_000) + "\r\n";
    assertThat(status(large)).isEqualTo(431);
    assertThat(status(many)).isEqualTo(431);
  }

  static Stream<String> bodies() {
    return Stream.of(
        "[".repeat(995) + "]".repeat(995),
        "[".repeat(200_000),
        "{\"a\":".repeat(200_000),
        "{\"logical_date\":null,\"conf\":" + "{\"a\":".repeat(995) + "1" + "}".repeat(996),
        "{\"logical_date\":null,\"conf\":{\"a\":\"\\ud800\"}}",
        "{\"logical_date\":null,\"conf\":{\"\\udfff\":1}}",
        "{\"logical_date\":null,\"conf\":{\"a\":1e999999999}}",
        "{\"logical_date\":null,\"conf\":{\"a\":" + "9".repeat(5_000) + "}}",
        "{\"logical_date\":null,\"dag_run_id\":\"\\u0000\"}",
        "{\"logical_date\":1e300}",
        "{\"logical_date\":\"-999999999-01-01T00:00:00Z\"}",
        "{\"logical_date\":\"9999-12-31T23:59:59Z\"}",
        "{\"key\":\"\",\"value\":\"x\"}",
        "{\"key\":\"\\ud800\",\"value\":\"x\"}",
        "{\"key\":\"k\",\"value\":\"\\udc00\"}",
        "{\"key\":\"" + "k".repeat(5_000) + "\",\"value\":\"x\"}",
        "{\"name\":\"\",\"slots\":1}",
        "{\"name\":\"p\",\"slots\":99999999999999999999}",
        "{\"name\":\"p\\u0000\",\"slots\":1}",
        "\u0000\u0001",
        "\u00ff\u00fe",
        "{} {}",
        "");
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBodyIsAnsweredAndAllListsAfterIt(String body) throws IOException {
    for (var target : List.of("/api/v2/dags/asked/dagRuns", "/api/v2/variables", "/api/v2/pools")) {
      assertThat(status(post("POST", target, body))).as(target).isBetween(200, 499);
    }
    assertThat(status(post("PATCH", "/api/v2/dags/asked", body))).isBetween(200, 499);
    everyListIsThere();
  }

  @Test
  void aBodyThatIsTooLargeIsA413() throws IOException {
    assertThat(status(post("POST", "/api/v2/variables", "x".repeat(7_000_000)))).isEqualTo(413);
  }

  @Test
  void whateverIsPutTogetherIsAnswered() throws IOException {
    var random = new Random(2026);
    for (int i = 0; i < 400; i++) {
      var request = request(random);
      assertThat(status(request)).as(request).isBetween(100, 499);
    }
    everyListIsThere();
  }

  private static void everyListIsThere() throws IOException {
    for (var list :
        List.of("dags", "dags/~/dagRuns", "variables", "pools", "importErrors", "version")) {
      assertThat(status(head("GET", "/api/v2/" + list) + "\r\n")).as(list).isEqualTo(200);
    }
  }

  private static String request(Random random) {
    var methods = List.of("GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "get", "X");
    var paths =
        List.of(
            "/api/v2/dags",
            "/asked",
            "/dagRuns",
            "/~",
            "/variables",
            "/pools",
            "/ui/grid",
            "/execution/xcoms",
            "/execution/task-instances",
            "/taskInstances",
            "/xcomEntries",
            "/",
            "/%2f",
            "/%25",
            "/%",
            "/%00",
            "/%ff",
            "/..",
            "/{x}",
            "/a|b",
            "/%F0%9F%98%80",
            "/logs/1");
    var queries =
        List.of(
            "?limit=1",
            "&offset=-1",
            "&order_by=-",
            "&x=%",
            "&dag_id_pattern=%25_|",
            "&a=b=c",
            "?",
            "&logical_date_gte=9999999999999999999",
            "&limit=99999999999",
            "&run_ids=",
            "#f");
    var bodies =
        List.of(
            "{",
            "}",
            "[",
            "]",
            "\"conf\":",
            "\"logical_date\":null,",
            "1e400",
            "null",
            "\"\\ud83d\"",
            "\"key\":\"k\",",
            "\"value\":1",
            ",",
            "\"\\u0000\"",
            "\"name\":\"n\",\"slots\":1");
    var target = join(random, paths, 6) + join(random, queries, 3);
    return post(pick(random, methods), target, join(random, bodies, 12));
  }

  private static String join(Random random, List<String> parts, int max) {
    var chosen = new ArrayList<String>();
    for (int i = random.nextInt(max + 1); i >= 0; i--) {
      chosen.add(pick(random, parts));
    }
    return String.join("", chosen);
  }

  private static String pick(Random random, List<String> parts) {
    return parts.get(random.nextInt(parts.size()));
  }

  private static String head(String method, String target) {
    return "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n".formatted(method, target);
  }

  private static String post(String method, String target, String body) {
    return "%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(head(method, target), body.getBytes(UTF_8).length, body);
  }

  /** The status of the answer to these bytes. */
  private static int status(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), API.port())) {
      socket.setSoTimeout(PATIENCE_MS);
      var answered = Thread.ofVirtual().start(() -> send(socket, request));
      var line = new ByteArrayOutputStream();
      for (int b = socket.getInputStream().read();
          b >= 0 && b != '\n';
          b = socket.getInputStream().read()) {
        line.write(b);
      }
      answered.interrupt();
      var words = line.toString(ISO_8859_1).strip().split(" ", -1);
      assertThat(words).as("no answer to %.200s", request).hasSizeGreaterThan(1);
      return Integer.parseInt(words[1]);
    }
  }

  /** An answer may come before all has been sent. */
  private static void send(Socket socket, String request) {
    try {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.getOutputStream().flush();
    } catch (SocketException e) {
      assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset|closed).*");
    } catch (IOException e) {
      throw new AssertionError("the request could not be sent", e);
    }
  }
}
