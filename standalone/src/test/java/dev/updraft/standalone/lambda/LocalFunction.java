package dev.updraft.standalone.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A function: a process of Lambda's runtime client with a jar, and the runtime API it asks for
 * events. One event at a time, as in Lambda.
 */
final class LocalFunction implements AutoCloseable {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
  private static final String API = "/2018-06-01/runtime/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, Invocation> running = new ConcurrentHashMap<>();
  private final CompletableFuture<Duration> ready = new CompletableFuture<>();
  private final Process process;
  private final Path log;
  private final Instant startedAt;

  private LocalFunction(HttpServer server, ProcessBuilder builder, Path log) throws IOException {
    this.server = server;
    this.log = log;
    server.setExecutor(threads);
    server.createContext(API, this::serve);
    server.start();
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + port(server));
    startedAt = Instant.now();
    process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /**
   * Starts a function.
   *
   * @param jar its code and all it needs
   * @param handler the class that takes events
   * @param environment what its configuration gives it
   */
  static LocalFunction start(
      Path folder, Path jar, String handler, Map<String, String> environment) {
    var client = System.getProperty("updraft.lambda.client", "target/lambda-client") + "/*";
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            client + File.pathSeparator + jar,
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            handler);
    builder.environment().clear();
    builder.environment().put("PATH", LambdaLimits.path(folder));
    builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", handler);
    builder.environment().put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    builder.environment().put("AWS_LAMBDA_LOG_GROUP_NAME", "local");
    builder.environment().put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
    builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    builder.environment().put("_HANDLER", handler);
    builder.environment().putAll(environment);
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var log = folder.resolve(handler + ".log");
      return new LocalFunction(HttpServer.create(address, 0), builder, log);
    } catch (IOException e) {
      throw new UncheckedIOException("the function " + handler + " cannot be started", e);
    }
  }

  /** From the start of its process until it asked for its first event. */
  Duration coldStart() {
    return awaited(ready);
  }

  /**
   * Has it handle an event.
   *
   * @return its answer, JSON
   * @throws IllegalStateException if it answers with an error
   */
  String invoke(String event) {
    var invocation = new Invocation(UUID.randomUUID().toString(), event, new CompletableFuture<>());
    waiting.add(invocation);
    return awaited(invocation.answer());
  }

  /** What it printed. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    server.stop(0);
    threads.shutdownNow();
  }

  private <T> T awaited(CompletableFuture<T> future) {
    try {
      return future.get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getMessage() + "\n" + log(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + ANSWER_MAX + "\n" + log(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var parts = exchange.getRequestURI().getPath().substring(API.length()).split("/");
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      switch (List.of(parts)) {
        case List<String> p when p.equals(List.of("invocation", "next")) -> next(exchange);
        case List<String> p when p.equals(List.of("restore", "next")) ->
            exchange.sendResponseHeaders(200, -1);
        case List<String> p when p.equals(List.of("init", "error")) ->
            end(exchange, () -> ready.completeExceptionally(new IllegalStateException(body)));
        case List<String> p when p.getLast().equals("response") ->
            end(exchange, () -> ended(p.get(1)).complete(body));
        case List<String> p when p.getLast().equals("error") ->
            end(
                exchange,
                () -> ended(p.get(1)).completeExceptionally(new IllegalStateException(body)));
        case List<String> _ -> exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    ready.complete(Duration.between(startedAt, Instant.now()));
    var invocation = taken();
    if (invocation == null) {
      return;
    }
    running.put(invocation.id(), invocation);
    var deadline = Instant.now().plus(ANSWER_MAX).toEpochMilli();
    var headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
    headers.set(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:us-east-1:000000000000:function:local");
    // Lambda's client reads these without asking whether they are there.
    headers.set("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000");
    headers.set("Content-Type", "application/json");
    var event = invocation.event().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, event.length);
    exchange.getResponseBody().write(event);
  }

  private @Nullable Invocation taken() {
    try {
      return waiting.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private CompletableFuture<String> ended(String id) {
    var invocation = running.remove(id);
    return invocation == null ? new CompletableFuture<>() : invocation.answer();
  }

  private static void end(HttpExchange exchange, Runnable tell) throws IOException {
    exchange.sendResponseHeaders(202, -1);
    tell.run();
  }

  private static int port(HttpServer server) {
    return server.getAddress().getPort();
  }

  private record Invocation(String id, String event, CompletableFuture<String> answer) {}
}
