package dev.updraft.standalone.http;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the API and the UI on a port of the loopback address, a virtual thread for each request.
 */
public final class LocalServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LocalServer.class.getName());
  private static final int BACKLOG = 1_024;
  private static final int HEADER_FIELDS_TOO_LARGE = 431;
  private static final int HEADERS_MAX = 200;
  private static final int HEADER_CHARS_MAX = 64 * 1024;

  static {
    // Without it an answer waits for the peer's delayed acknowledgement, some 40 ms each.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // Where these are exceeded the JDK's server closes the connection without a word, so they are
    // far above what is answered with a 431 here.
    System.setProperty("sun.net.httpserver.maxReqHeaderSize", Integer.toString(4 * 1024 * 1024));
    System.setProperty("sun.net.httpserver.maxReqHeaders", "20000");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private LocalServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Takes the port. Who calls before {@link #serve} waits.
   *
   * @param port the port, 0 for any that is free
   * @throws PortInUseException if the port is taken
   */
  public static LocalServer bind(int port) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      return new LocalServer(HttpServer.create(address, BACKLOG));
    } catch (BindException e) {
      throw new PortInUseException(port, e);
    } catch (IOException e) {
      throw new IllegalStateException("no HTTP server on port " + port + ": " + e.getMessage(), e);
    }
  }

  /**
   * Starts serving.
   *
   * @param api answers the API's calls
   * @param ui the UI's files
   */
  public void serve(
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> api, StaticFiles ui) {
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, api, ui));
    server.start();
  }

  /** The port it serves on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Where it serves, such as {@code http://localhost:8080}. */
  public String url() {
    return "http://localhost:" + port();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void call(
      HttpExchange exchange, RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> api)
      throws IOException {
    var event = GatewayEvents.event(exchange);
    if (event.isEmpty()) {
      exchange.sendResponseHeaders(413, -1);
    } else {
      GatewayEvents.answer(exchange, api.handleRequest(event.get(), new LocalContext()));
    }
  }

  /**
   * Whatever goes wrong, there is an answer, unless one has begun or nobody is there to read it.
   */
  private static void serve(
      HttpExchange exchange,
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> api,
      StaticFiles ui)
      throws IOException {
    try (exchange) {
      SecurityHeaders.set(exchange.getResponseHeaders());
      try {
        answer(exchange, api, ui);
      } catch (IOException e) {
        if (!isBegun(exchange)) {
          LOG.log(System.Logger.Level.WARNING, "a request cannot be read: " + e.getMessage());
          exchange.sendResponseHeaders(400, -1);
        }
      } catch (RuntimeException | Error e) {
        LOG.log(
            System.Logger.Level.ERROR,
            exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath(),
            e);
        if (!isBegun(exchange)) {
          exchange.sendResponseHeaders(500, -1);
        }
      }
    }
  }

  private static boolean isTooLarge(Headers headers) {
    long count = 0;
    long chars = 0;
    for (var header : headers.entrySet()) {
      count += header.getValue().size();
      for (var value : header.getValue()) {
        chars += header.getKey().length() + value.length();
      }
    }
    return count > HEADERS_MAX || chars > HEADER_CHARS_MAX;
  }

  private static boolean isBegun(HttpExchange exchange) {
    return exchange.getResponseCode() >= 0;
  }

  private static void answer(
      HttpExchange exchange,
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> api,
      StaticFiles ui)
      throws IOException {
    boolean isApi = GatewayEvents.isApi(exchange.getRequestURI().getRawPath());
    if (isTooLarge(exchange.getRequestHeaders())) {
      exchange.sendResponseHeaders(HEADER_FIELDS_TOO_LARGE, -1);
    } else if (!SameOrigin.allows(
        exchange.getRequestMethod(), exchange.getRequestHeaders(), !isApi)) {
      exchange.sendResponseHeaders(403, -1);
    } else if (isApi) {
      call(exchange, api);
    } else {
      ui.serve(exchange);
    }
  }
}
