package dev.updraft.standalone.journey;

import com.sun.net.httpserver.HttpServer;
import dev.updraft.aws.AwsNames;
import dev.updraft.standalone.embedded.EmbeddedAws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What sensors wait for: a file, an object, a server's answer, another DAG's run. None is there.
 */
final class Awaited implements AutoCloseable {
  static final String CHILD = "op_child";
  static final String OTHER = "op_other";

  /** When the times come that are waited for: long enough for three looks of a busy machine. */
  private static final Duration TIME_COMES_AFTER = Duration.ofSeconds(25);

  private final UpdraftProcess updraft;
  private final Path folder;
  private final Instant now;
  private final AtomicBoolean ready = new AtomicBoolean();
  private final HttpServer server;

  Awaited(UpdraftProcess updraft, Path folder, Instant now) throws IOException {
    this.updraft = updraft;
    this.folder = folder;
    this.now = now;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/now", exchange -> answer(exchange, 200));
    server.createContext("/later", exchange -> answer(exchange, ready.get() ? 200 : 404));
    server.start();
    updraft.write(
        CHILD + ".yml", bash(CHILD, "until [ -e %s ]; do sleep 0.2; done".formatted(file())));
    updraft.write(OTHER + ".yml", bash(OTHER, "true"));
    var _ = new Journeying(updraft.api(), CHILD).known();
    var _ = new Journeying(updraft.api(), OTHER).known();
  }

  private static void answer(com.sun.net.httpserver.HttpExchange exchange, int status)
      throws IOException {
    var body = "{\"ok\": true}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static String bash(String dagId, String command) {
    return """
    %s:
      schedule: null
      tasks:
        it:
          operator: airflow.providers.standard.operators.bash.BashOperator
          bash_command: '%s'
    """
        .formatted(dagId, command);
  }

  /** A file that is not there yet. */
  Path file() {
    return folder.resolve("ready");
  }

  /** An address of a server that answers, {@code /now} well and {@code /later} with 404 for now. */
  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** An object of the DAG bucket that is not there yet: a DAG file's. */
  String object() {
    var names =
        System.getProperty("aws.endpointUrl") == null
            ? EmbeddedAws.Options.DEFAULT.names()
            : AwsNames.from(updraft.environment());
    return "s3://" + names.bucket() + "/dags/op_late.yml";
  }

  /** A moment that is not here yet. */
  Instant moment() {
    return now.plus(TIME_COMES_AFTER);
  }

  /** How long after the logical date the moment comes. */
  Duration delay() {
    return TIME_COMES_AFTER;
  }

  /** Has all of it come. */
  void come() throws IOException {
    ready.set(true);
    Files.createFile(file());
    updraft.write("op_late.yml", bash("op_late", "true"));
    var _ = new Journeying(updraft.api(), OTHER).trigger(now);
  }

  /** The states of the runs that were triggered. */
  List<String> childRuns() {
    var states = new ArrayList<String>();
    updraft
        .api()
        .get(new Journeying(updraft.api(), CHILD).runs())
        .json()
        .path("dag_runs")
        .forEach(run -> states.add(run.path("state").asText()));
    return states;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
