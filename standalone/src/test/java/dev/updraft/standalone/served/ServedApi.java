package dev.updraft.standalone.served;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.updraft.api.Api;
import dev.updraft.api.ApiHandler;
import dev.updraft.api.Backend;
import dev.updraft.aws.AwsNames;
import dev.updraft.aws.AwsSetup;
import dev.updraft.aws.AwsWorld;
import dev.updraft.aws.dynamo.Retention;
import dev.updraft.aws.meter.RequestMeter;
import dev.updraft.aws.meter.Usage;
import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Decision.Launch;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.port.BlobsBelow;
import dev.updraft.core.port.Catalog.FileRow;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunTriggeredBy;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.wire.DagVersions;
import dev.updraft.standalone.embedded.EmbeddedAws;
import dev.updraft.standalone.http.LocalServer;
import dev.updraft.standalone.http.StaticFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The API on a port, over tables of its own. */
final class ServedApi implements AutoCloseable {
  /** The time at which everything begins. */
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** A runner's claim. */
  static final String CLAIM =
      """
      {"state":"running","hostname":"host-1","unixname":"updraft","pid":41,
       "start_date":"2026-01-01T12:00:00Z"}\
      """;

  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
  private static final StaticFiles NO_UI = new StaticFiles(Path.of("target/no-ui"));
  private static final int BLOBS_MAX = 1_000;
  private static final AtomicInteger WORLDS = new AtomicInteger();

  private final RequestMeter meter = new RequestMeter();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Tickets tickets = new Tickets(new byte[64]);
  private final LocalServer server = LocalServer.bind(0);
  private final AwsWorld world;
  private final Ports ports;
  private final Api api;
  private volatile Instant now = NOON;
  private volatile boolean losing;

  /** Over these servers. */
  ServedApi(EmbeddedAws aws) {
    int number = WORLDS.incrementAndGet();
    var names = new AwsNames("served" + number, "served-bucket-" + number);
    var clients = aws.world().clients();
    AwsSetup.create(clients, names, EmbeddedAws.TASK_QUEUES);
    this.world = AwsWorld.of(meter.watch(clients), names, Retention.DEFAULT, () -> now);
    this.ports = world.ports(new BlobsBelow(world.blobs(), "dags/"), world.taskQueues());
    this.api = new Api(Backend.over(ports), tickets, () -> now);
    var handler = new ApiHandler(api);
    server.serve((event, context) -> passed(handler.handleRequest(event, context)), NO_UI);
  }

  /** Has the answer to the next call get lost, after all has been done. */
  void loseAnswer() {
    losing = true;
  }

  private APIGatewayV2HTTPResponse passed(APIGatewayV2HTTPResponse answer) {
    if (losing) {
      losing = false;
      return APIGatewayV2HTTPResponse.builder().withStatusCode(502).build();
    }
    return answer;
  }

  /** The operations there are, such as {@code GET /api/v2/version}. */
  List<String> operations() {
    return api.operations();
  }

  /** Everything in the tables of runs and of the catalog, and what lies in the bucket. */
  Set<String> everything() {
    var all = new TreeSet<String>();
    for (var table : List.of(world.names().runsTable(), world.names().catalogTable())) {
      world
          .clients()
          .dynamo()
          .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
          .items()
          .forEach(item -> all.add(table + item));
    }
    world.blobs().list("", null, BLOBS_MAX).items().forEach(blob -> all.add(blob.toString()));
    return all;
  }

  /** What it has used so far. */
  Usage usage() {
    return meter.usage();
  }

  /** The time now. */
  Instant now() {
    return now;
  }

  /** The stores behind it. */
  Ports ports() {
    return ports;
  }

  /** The clients and names of what is behind it. */
  AwsWorld world() {
    return world;
  }

  /** The port it listens on. */
  int port() {
    return server.port();
  }

  /** Moves its clock. */
  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Publishes a DAG. */
  void publish(Dag dag) {
    var hash = DagVersions.hash(dag);
    var file = dag.dagId() + ".yaml";
    ports.catalog().publish(dag, hash, file, "# source\n", now);
    ports
        .catalog()
        .recordFile(new FileRow(file, "etag-1", now, Map.of(dag.dagId(), hash), List.of()));
  }

  /** Stores a run that runs. */
  RunKey run(Dag dag, String runId) {
    var facts =
        new RunFacts(
            new RunId(runId), DagRunType.MANUAL, DagVersions.hash(dag), null, null, null, now);
    var row =
        new RunRow(
            dag.dagId(),
            facts,
            DagRunState.QUEUED,
            now,
            null,
            null,
            Map.of(),
            DagRunTriggeredBy.REST_API,
            null,
            null);
    ports.runs().create(row);
    ports.runs().record(row.key(), DagRunState.RUNNING, now, null);
    return row.key();
  }

  /** Stores a queued attempt. */
  Bearer queued(Dag dag, RunKey run, String taskId, int tryNumber) {
    var owner = new TaskInstanceKey(run, new TaskId(taskId), TaskInstanceKey.UNMAPPED);
    var key = new AttemptKey(owner, tryNumber);
    var bearer = new Bearer(key, AttemptId.of(key, now), DagVersions.hash(dag));
    ports.attempts().queue(new Launch(key, bearer.id(), bearer.version(), "local", null, 0, now));
    return bearer;
  }

  /** Stores an attempt that a runner has claimed. */
  Bearer running(Dag dag, RunKey run, String taskId, int tryNumber) {
    var bearer = queued(dag, run, taskId, tryNumber);
    var answer = claim(bearer);
    if (answer.statusCode() != 200) {
      throw new AssertionError("the claim was answered " + answer.statusCode() + answer.body());
    }
    return bearer;
  }

  /** A runner's claim of an attempt. */
  HttpResponse<String> claim(Bearer bearer) {
    return claim(bearer, CLAIM);
  }

  /** A claim of an attempt with another body. */
  HttpResponse<String> claim(Bearer bearer, String body) {
    var ticket = "Bearer " + tickets.ticket(bearer);
    return call("PATCH", of(bearer) + "/run", body, "Authorization", ticket);
  }

  /** The path of an attempt. */
  static String of(Bearer bearer) {
    return "/execution/task-instances/" + bearer.id();
  }

  /** A token of an attempt, given now. */
  String token(Bearer bearer) {
    return tickets.token(bearer, now);
  }

  /** A call with an attempt's token. */
  HttpResponse<String> as(Bearer bearer, String method, String target, @Nullable String body) {
    return call(method, target, body, "Authorization", "Bearer " + token(bearer));
  }

  /** A call; a body is JSON. */
  HttpResponse<String> call(
      String method, String target, @Nullable String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
            .timeout(ANSWER_MAX)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + target + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for " + target, e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
