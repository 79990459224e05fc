package dev.updraft.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.api.http.Gate;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.HttpCall;
import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Decision.Launch;
import dev.updraft.core.flow.Event;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.Catalog.FileRow;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.port.StateStore.Stored;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.port.memory.MemoryInbox;
import dev.updraft.core.port.memory.MemoryWorld;
import dev.updraft.core.run.Cells;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunTriggeredBy;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.run.Run;
import dev.updraft.core.run.RunCodec;
import dev.updraft.core.run.TaskInstanceState;
import dev.updraft.core.wire.DagVersions;
import dev.updraft.core.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The API over in-memory ports, with a clock that stands still until it is moved. */
public final class ApiWorld {
  /** The time at which everything begins. */
  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** A runner's claim. */
  public static final String CLAIM =
      """
      {"state":"running","hostname":"host-1","unixname":"updraft","pid":41,
       "start_date":"2026-01-01T12:00:00Z"}\
      """;

  private Instant now = NOON;
  private boolean inboxBroken;
  private final MemoryWorld ports = MemoryWorld.on(() -> now);
  private final Tickets tickets = new Tickets(new byte[64]);
  private final Backend backend =
      new Backend(
          ports.catalog(),
          ports.runs(),
          ports.attempts(),
          ports.xcoms(),
          ports.logs(),
          ports.states(),
          ports.pools(),
          ports.variables(),
          ports.timers(),
          new Inbox() {
            @Override
            public void send(List<Message> messages) {
              if (inboxBroken) {
                throw new StoreException("the queue does not answer");
              }
              ports.inbox().send(messages);
            }

            @Override
            public void sendLater(List<Later> messages) {
              ports.inbox().sendLater(messages);
            }
          },
          ports.blobs());
  private final Api api = new Api(backend, tickets, () -> now);

  /** The ports. */
  public MemoryWorld ports() {
    return ports;
  }

  /** The API. */
  public Api api() {
    return api;
  }

  /** The same behind a gate. */
  public Api behind(Gate gate) {
    return new Api(backend, tickets, () -> now, gate);
  }

  /** The clock. */
  public InstantSource clock() {
    return () -> now;
  }

  /** From now on no message can be sent. */
  public void breakInbox() {
    inboxBroken = true;
  }

  /** Moves the clock. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** Publishes a DAG, without import errors in its file. */
  public void publish(Dag dag) {
    publish(dag, List.of());
  }

  /** Publishes a DAG whose file has import errors. */
  public void publish(Dag dag, List<String> errors) {
    var hash = DagVersions.hash(dag);
    var file = dag.dagId() + ".yaml";
    ports.catalog().publish(dag, hash, file, "# the source of " + dag.dagId() + "\n", now);
    ports.catalog().recordFile(new FileRow(file, "etag-1", now, Map.of(dag.dagId(), hash), errors));
  }

  /** Publishes a DAG's file as one that could not be read. */
  public void publishBroken(String file, String error) {
    ports.catalog().recordFile(new FileRow(file, "etag-1", now, Map.of(), List.of(error)));
  }

  /** Stores a run that runs, with the state of each task: {@code "success#1"}, {@code "none#0"}. */
  public RunKey run(Dag dag, String runId, String... cells) {
    var facts =
        new RunFacts(
            new RunId(runId), DagRunType.MANUAL, DagVersions.hash(dag), now, now, now, now);
    var row =
        new RunRow(
            dag.dagId(),
            facts,
            DagRunState.QUEUED,
            now,
            null,
            null,
            Map.of("country", "DE"),
            DagRunTriggeredBy.REST_API,
            "ada",
            null);
    ports.runs().create(row);
    ports.runs().record(row.key(), DagRunState.RUNNING, now, null);
    store(row.key(), facts, cells);
    return row.key();
  }

  private void store(RunKey key, RunFacts facts, String... cells) {
    var draft = Cells.blank(cells.length).draft();
    for (int i = 0; i < cells.length; i++) {
      int hash = cells[i].indexOf('#');
      var state = cells[i].substring(0, hash);
      draft.state(i, TaskInstanceState.of(state.equals("none") ? null : state));
      draft.tryNumber(i, Integer.parseInt(cells[i].substring(hash + 1)));
    }
    var run =
        new Run(
            facts,
            DagRunState.RUNNING,
            now,
            null,
            null,
            false,
            null,
            draft.done(),
            new TreeMap<>());
    var encoded = RunCodec.encode(run);
    ports
        .states()
        .commit(
            new AggregateKey.OfRun(key),
            null,
            new Stored(
                1,
                RunCodec.FORMAT,
                Bytes.of(encoded.head()),
                encoded.segments().stream().map(Bytes::of).toList(),
                List.of(),
                Bytes.of()));
  }

  /** Stores a queued attempt. */
  public Bearer queued(Dag dag, RunKey run, String taskId, int tryNumber) {
    var key =
        new AttemptKey(
            new TaskInstanceKey(run, new TaskId(taskId), TaskInstanceKey.UNMAPPED), tryNumber);
    var bearer = new Bearer(key, AttemptId.of(key, now), DagVersions.hash(dag));
    ports.attempts().queue(new Launch(key, bearer.id(), bearer.version(), "lambda", null, 0, now));
    return bearer;
  }

  /** Stores an attempt that a runner has claimed. */
  public Bearer running(Dag dag, RunKey run, String taskId, int tryNumber) {
    var bearer = queued(dag, run, taskId, tryNumber);
    withTicket("PATCH", bearer, "/run", CLAIM);
    return bearer;
  }

  /** A call without credentials; a body is JSON unless a header says otherwise. */
  public HttpAnswer call(String method, String target, @Nullable String body, String... headers) {
    int question = target.indexOf('?');
    var all = new LinkedHashMap<String, String>();
    if (body != null) {
      all.put("content-type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return api.handle(
        HttpCall.of(
            method,
            question < 0 ? target : target.substring(0, question),
            question < 0 ? null : target.substring(question + 1),
            all,
            body));
  }

  /** What a GET answers, which must be 200. */
  public JsonNode get(String target) {
    var answer = call("GET", target, null);
    if (answer.status() != 200) {
      throw new AssertionError(target + " answers " + answer);
    }
    return json(answer);
  }

  /** A call about an attempt, with its ticket. */
  public HttpAnswer withTicket(
      String method, Bearer bearer, String path, @Nullable String body, String... headers) {
    return call(method, of(bearer, path), body, with(tickets.ticket(bearer), headers));
  }

  /** A call about an attempt, with its token. */
  public HttpAnswer withToken(
      String method, Bearer bearer, String path, @Nullable String body, String... headers) {
    return call(method, of(bearer, path), body, with(tickets.token(bearer, now), headers));
  }

  /** A call anywhere, with an attempt's token. */
  public HttpAnswer as(
      Bearer bearer, String method, String target, @Nullable String body, String... headers) {
    return call(method, target, body, with(tickets.token(bearer, now), headers));
  }

  /** A token given now. */
  public String token(Bearer bearer) {
    return tickets.token(bearer, now);
  }

  /** What inboxes have been told since the last time, in order. */
  public List<Event> told() {
    return ports.inbox().receive(10).stream()
        .peek(delivery -> ports.inbox().ack(delivery.messageId()))
        .map(MemoryInbox.Delivery::message)
        .map(message -> message.event())
        .toList();
  }

  /** The body of an answer. */
  public static JsonNode json(HttpAnswer answer) {
    return Json.tree(Json.read(answer.body(), Object.class));
  }

  private static String of(Bearer bearer, String path) {
    return "/execution/task-instances/" + bearer.id() + path;
  }

  private static String[] with(String secret, String... headers) {
    var all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Authorization";
    all[1] = "Bearer " + secret;
    return all;
  }
}
