package dev.updraft.runner.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies of HTTP answers, of any size, from a server. */
@Timeout(60)
class HttpBodyTest {
  private static final int MB = 1024 * 1024;

  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Runnable> ends = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/sized/", exchange -> answer(exchange, size(exchange)));
    server.createContext("/chunked/", exchange -> answer(exchange, 0));
    server.createContext("/stalled/", this::stall);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  private static int size(HttpExchange exchange) {
    return Integer.parseInt(exchange.getRequestURI().getPath().replaceFirst("/.*/", ""));
  }

  private static void answer(HttpExchange exchange, long length) throws IOException {
    exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : length);
    try (exchange) {
      exchange.getResponseBody().write("x".repeat(size(exchange)).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return; // the client has had enough
    }
  }

  private void stall(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 100);
    exchange.getResponseBody().write('x');
    exchange.getResponseBody().flush();
    try (exchange) {
      var _ = over.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpCall call(String path, Map<String, @Nullable Object> options) {
    var url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
    return new HttpCall("GET", null, url, null, Map.of(), options, null);
  }

  private String body(String path, BodyRoom room) throws Exception {
    return call(path, Map.of()).send(room, ends::add).text();
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedWithItsSizeAndTheSetting() throws Exception {
    var room = new BodyRoom(MB, MB);
    assertThat(body("/sized/" + MB, room)).hasSize(MB);
    ends.forEach(Runnable::run);
    assertThat(body("/chunked/" + MB, room)).hasSize(MB);
    ends.forEach(Runnable::run);
    assertThatThrownBy(() -> body("/sized/" + (MB + 1), room))
        .isInstanceOf(TaskFailure.class)
        .hasMessageContaining("has 1048577 bytes, at most 1048576 are read")
        .hasMessageContaining("UPDRAFT_HTTP_BODY_BYTES_MAX");
    assertThatThrownBy(() -> body("/chunked/" + (50 * MB), room))
        .isInstanceOf(TaskFailure.class)
        .hasMessageContaining("has more than 1048576 bytes");
    ends.forEach(Runnable::run);
    assertThat(body("/sized/5", room)).as("what was refused holds no room").hasSize(5);
  }

  @Test
  void bodiesInFlightShareTheirRoom() throws Exception {
    var room = new BodyRoom(MB, 3 * MB);
    var held = new AtomicInteger();
    var most = new AtomicInteger();
    var fetches = new ArrayList<Future<Integer>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 24; i++) {
        var path = (i % 2 == 0 ? "/sized/" : "/chunked/") + MB;
        fetches.add(
            threads.submit(() -> {
              var mine = new ArrayList<Runnable>();
              int length = call(path, Map.of()).send(room, mine::add).text().length();
              most.accumulateAndGet(held.incrementAndGet(), Math::max);
              held.decrementAndGet();
              mine.forEach(Runnable::run);
              return length;
            }));
      }
      for (var fetch : fetches) {
        assertThat(fetch.get()).isEqualTo(MB);
      }
    }
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void aBodyKeepsItsOwnSizeOnly() throws Exception {
    var room = new BodyRoom(MB, 2 * MB);
    for (int i = 0; i < 100; i++) {
      assertThat(body("/chunked/1000", room)).hasSize(1000);
    }
  }

  @Test
  void whoWaitsForRoomHearsAnInterrupt() throws Exception {
    var room = new BodyRoom(MB, MB);
    var _ = room.take(-1);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> room.take(1)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void anAnswerThatStopsComingIsGivenUp() {
    var stalled = call("/stalled/100", Map.of("timeout", 0.3));
    assertThatThrownBy(() -> stalled.send(new BodyRoom(MB, MB), ends::add))
        .isInstanceOf(HttpCall.Failed.class);
  }

  @Test
  void theLengthInAnAnswerToHeadIsNoBodys() throws Exception {
    var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/sized/5";
    var head = new HttpCall("HEAD", null, url, null, Map.of(), Map.of(), null);
    assertThat(head.send(new BodyRoom(1, 1), ends::add).text()).isEmpty();
  }
}
