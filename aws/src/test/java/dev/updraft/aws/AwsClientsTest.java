package dev.updraft.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each in a process of its own: how many connections are kept is settled once for a process. */
class AwsClientsTest {
  private static final long SECONDS_MAX = 60;

  @Test
  void aFunctionKeepsAsManyConnectionsAsItHasRequestsAtATime() throws Exception {
    Set<Integer> connections = ConcurrentHashMap.newKeySet();
    var all = new CyclicBarrier(AwsClients.CONNECTIONS);
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.setExecutor(threads);
      server.createContext(
          "/",
          exchange -> {
            connections.add(exchange.getRemoteAddress().getPort());
            exchange.getRequestBody().readAllBytes();
            try {
              all.await(SECONDS_MAX, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IOException("not all requests came at a time", e);
            }
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(200, 2);
            try (var body = exchange.getResponseBody()) {
              body.write("{}".getBytes(StandardCharsets.UTF_8));
            }
          });
      server.start();
      try {
        var said = run("together", "http://127.0.0.1:" + server.getAddress().getPort());
        assertThat(said).contains("limit PT15S PT15S PT15S");
        assertThat(connections).hasSize(AwsClients.CONNECTIONS);
      } finally {
        server.stop(0);
      }
    }
  }

  @Test
  void whoAsksGivesUpWhileWhoPollsStillWaits() throws Exception {
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var said = run("silence", "http://127.0.0.1:" + silent.getLocalPort());
      assertThat(said).contains("SocketTimeoutException", "gave up before the poll");
    }
  }

  @Test
  void aCallWithAllItsTriesIsShorterThanAnyFunction() {
    assertThat(AwsClients.ANSWER_TIMEOUT.multipliedBy(2)).isLessThan(AwsClients.CALL_TIMEOUT);
    assertThat(AwsClients.POLL_TIMEOUT).isGreaterThan(AwsClients.CALL_TIMEOUT);
  }

  private static String run(String what, String server) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            FunctionsCalls.class.getName(),
            what,
            server);
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ACCESS_KEY_ID", "some");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    environment.put("AWS_ENDPOINT_URL", server);
    var process = builder.redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
