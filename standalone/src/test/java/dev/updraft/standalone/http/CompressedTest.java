package dev.updraft.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedTest {
  private static final String SCRIPT = "let one = 1;\n".repeat(1_000);

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;

  CompressedTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serveAFolder(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("assets"));
    Files.writeString(folder.resolve("index.html"), "<!doctype html>");
    Files.writeString(folder.resolve("assets/large.js"), SCRIPT);
    Files.write(folder.resolve("assets/large.png"), new byte[10_000]);
    var files = new StaticFiles(folder);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            files.serve(exchange);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate, GZIP;q=0.5", "br;q=1.0, gzip;q=0.8, *;q=0.1"})
  void whoTakesGzipGetsTheSameInFewerBytes(String accepted) throws Exception {
    var answer = get("/assets/large.js", accepted);

    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
    assertThat(answer.body()).hasSizeLessThan(SCRIPT.length() / 10);
    var whole = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
    assertThat(new String(whole, StandardCharsets.UTF_8)).isEqualTo(SCRIPT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "br", "gzip;q=0", "gzip; q=0.000", "x-gzipped"})
  void whoDoesNotTakeItGetsPlainBytesAndIsToldThatItDepends(String accepted) throws Exception {
    var answer = get("/assets/large.js", accepted);

    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(SCRIPT);
  }

  @Test
  void whatIsCompressedAlreadyStaysAsItIs() throws Exception {
    var answer = get("/assets/large.png", "gzip");

    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(answer.headers().firstValue("Vary")).isEmpty();
    assertThat(answer.body()).hasSize(10_000);
  }

  @Test
  void whatIsSmallIsSentAsItIs() throws Exception {
    var answer = get("/", "gzip");

    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("<!doctype html>");
  }

  private HttpResponse<byte[]> get(String path, String accepted) throws Exception {
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    var request = HttpRequest.newBuilder(address).header("Accept-Encoding", accepted).build();
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
