package dev.updraft.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.wire.DagVersions;
import dev.updraft.core.wire.Json;
import dev.updraft.standalone.FolderSettings;
import dev.updraft.standalone.MemoryHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** One run in the terminal: triggered over HTTP, watched over HTTP, and told about line by line. */
final class TestRun {
  private static final int POOL_SLOTS = 128;
  private static final long LOOK_EVERY_NANOS = 200_000_000;
  private static final int PAGE = 100;

  private final MemoryHost host;
  private final PrintWriter out;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> seen = new TreeMap<>();

  TestRun(MemoryHost host, PrintWriter out) {
    this.host = host;
    this.out = out;
  }

  /** Stores the file's DAGs so that none of them is scheduled, and the pools they name. */
  void prepare(List<Dag> dags, String file, FolderSettings settings) {
    settings.makePools(host.ports());
    for (var dag : dags) {
      dag.tasks()
          .forEach(task -> FolderSettings.makePool(host.ports(), task.slots().pool(), POOL_SLOTS));
      var unscheduled = dag.within(null, Instant.EPOCH);
      var hash = DagVersions.hash(unscheduled);
      host.ports().catalog().publish(unscheduled, hash, file, "", Instant.now());
      var plan = new AggregateKey.OfDag(dag.dagId());
      host.ports()
          .inbox()
          .send(
              List.of(
                  new Inbox.Message(plan, new PlanEvent.DagPublished(hash), "published"),
                  new Inbox.Message(plan, new PlanEvent.PausedSet(false), "unpaused")));
    }
  }

  /** Triggers the run and tells about it until it has ended; true if it succeeded. */
  boolean toItsEnd(Dag dag, Map<?, ?> conf, Instant logicalDate)
      throws IOException, InterruptedException {
    var body = new LinkedHashMap<String, Object>();
    body.put("logical_date", logicalDate.toString());
    body.put("conf", conf);
    var runs = "/api/v2/dags/" + encoded(dag.dagId().value()) + "/dagRuns";
    var created = call("POST", runs, Json.write(body));
    if (created.path("dag_run_id").isMissingNode()) {
      throw new UsageException("the run was refused: " + created.path("detail"));
    }
    var run = runs + "/" + encoded(created.path("dag_run_id").asText());
    out.println(dag.dagId() + " " + created.path("dag_run_id").asText());
    while (true) {
      var state = call("GET", run, "");
      tellOfTasks(run);
      var end = state.path("state").asText();
      if (end.equals("success") || end.equals("failed")) {
        return tellTheEnd(dag, end, state);
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  private boolean tellTheEnd(Dag dag, String end, JsonNode run) {
    var note = run.path("note").asText("");
    out.printf(
        "%s %s in %.1f s%s%n",
        dag.dagId(),
        end,
        run.path("duration").asDouble(),
        note.isEmpty() || note.equals("null") ? "" : ": " + note);
    out.flush();
    return end.equals("success");
  }

  private void tellOfTasks(String run) throws IOException, InterruptedException {
    int total = 1;
    for (int offset = 0; offset < total; offset += PAGE) {
      var page = call("GET", run + "/taskInstances?limit=" + PAGE + "&offset=" + offset, "");
      total = page.path("total_entries").asInt();
      for (var ti : page.path("task_instances")) {
        tellOf(run, ti);
      }
    }
    out.flush();
  }

  private void tellOf(String run, JsonNode ti) throws IOException, InterruptedException {
    var task = ti.path("task_id").asText();
    var state = ti.path("state").asText("none");
    var now = state + " " + ti.path("try_number").asInt();
    if (ti.path("state").isNull() || now.equals(seen.put(task, now))) {
      return;
    }
    boolean retried = ti.path("try_number").asInt() > 1;
    boolean timed = !ti.path("duration").isNull() && state.equals("success");
    out.printf(
        "  %-40s %s%s%s%n",
        task,
        state,
        retried ? " (try " + ti.path("try_number").asInt() + ")" : "",
        timed ? " %.1f s".formatted(ti.path("duration").asDouble()) : "");
    if (state.equals("failed") || state.equals("up_for_retry")) {
      tellWhy(run, ti);
    }
  }

  private void tellWhy(String run, JsonNode ti) throws IOException, InterruptedException {
    var log =
        call(
            "GET",
            run
                + "/taskInstances/"
                + encoded(ti.path("task_id").asText())
                + "/logs/"
                + ti.path("try_number").asInt()
                + "?full_content=true",
            "");
    for (var line : log.path("content")) {
      var level = line.path("level").asText();
      if (level.equals("error") || level.equals("critical") || level.equals("warning")) {
        line.path("event").asText().lines().forEach(text -> out.println("      " + text));
      }
    }
  }

  private JsonNode call(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(host.url() + path))
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    return Json.MAPPER.readTree(answer.body());
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
