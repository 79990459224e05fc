package dev.updraft.standalone.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The UI's files. A path that is no file is one of the UI's own pages, so it gets the UI's one HTML
 * file; files below {@code assets/} carry a hash in their names and may be kept for ever.
 */
public final class StaticFiles {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "json", "application/json",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8",
          "map", "application/json");

  private static final int KEPT_MAX = 256;
  private static final System.Logger LOG = System.getLogger(StaticFiles.class.getName());

  /** What may stand in a policy as it is, and can end no part of it. */
  private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]{1,255}");

  private final Path root;
  private final Map<ByteBuffer, byte[]> zipped = new ConcurrentHashMap<>();

  /** Of this folder; it need not be there. */
  public StaticFiles(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  void serve(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var file = named(path);
    boolean inside = file.startsWith(root) && Files.isRegularFile(file);
    if (!inside) {
      file = root.resolve("index.html");
    }
    if (!Files.isRegularFile(file)) {
      send(
          exchange,
          404,
          "text/plain; charset=utf-8",
          "The UI has not been built; the API answers under /api/v2.\n"
              .getBytes(StandardCharsets.UTF_8));
      return;
    }
    exchange
        .getResponseHeaders()
        .set(
            "Cache-Control",
            inside && path.startsWith("/assets/")
                ? "public, max-age=31536000, immutable"
                : "no-cache");
    SecurityHeaders.setForUi(exchange.getResponseHeaders(), signIn());
    send(exchange, 200, type(file), Files.readAllBytes(file));
  }

  /** Where the UI sends people to sign in, by the file it reads that from; empty if nowhere. */
  private String signIn() throws IOException {
    var config = root.resolve("config.json");
    if (!Files.isRegularFile(config)) {
      return "";
    }
    try {
      var domain = Json.MAPPER.readTree(Files.readAllBytes(config)).at("/signIn/domain").asText();
      return ORIGIN.matcher(domain).matches() ? domain : "";
    } catch (JsonProcessingException e) {
      LOG.log(System.Logger.Level.WARNING, config + " is not JSON: " + e.getOriginalMessage());
      return "";
    }
  }

  private Path named(String path) {
    try {
      return root.resolve(path.substring(1)).normalize();
    } catch (InvalidPathException _) {
      // What no file can be called is no file.
      return root;
    }
  }

  private static String type(Path file) {
    var name = file.getFileName().toString();
    return TYPES.getOrDefault(
        name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
  }

  private void send(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    var body =
        Compressed.body(
            exchange.getRequestHeaders(), exchange.getResponseHeaders(), bytes, this::zipped);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Each content is made gzip of once: the UI's files are few and large. */
  private byte[] zipped(byte... bytes) {
    if (zipped.size() > KEPT_MAX) {
      zipped.clear();
    }
    return zipped.computeIfAbsent(ByteBuffer.wrap(bytes), _ -> Compressed.gzip(bytes));
  }
}
