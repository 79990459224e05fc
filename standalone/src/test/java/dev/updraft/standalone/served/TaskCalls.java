package dev.updraft.standalone.served;

import dev.updraft.core.attempt.Tickets.Bearer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A call for each operation of the execution API, as a good runner makes it of the task {@code a}
 * in the run {@code r1} of the DAG {@code asked}.
 *
 * @param operation the method and the route's pattern
 * @param target what is called; {@code {id}} stands for the attempt's id
 * @param body what is sent, if anything is
 */
record TaskCalls(String operation, String target, @Nullable String body) {
  private static final String SELF = "/execution/task-instances/{task_instance_id}";
  private static final String XCOM = "/execution/xcoms/{dag_id}/{run_id}/{task_id}/{key:path}";

  /** Those that change something of others than the attempt's own row. */
  static final List<TaskCalls> WRITES_ELSEWHERE =
      List.of(
          new TaskCalls("POST " + XCOM, "/execution/xcoms/asked/r1/a/k", "\"pushed\""),
          new TaskCalls("DELETE " + XCOM, "/execution/xcoms/asked/r1/a/k", null),
          new TaskCalls(
              "PUT /execution/variables/{variable_key:path}",
              "/execution/variables/v",
              "{\"value\":\"put\"}"),
          new TaskCalls(
              "DELETE /execution/variables/{variable_key:path}", "/execution/variables/v", null),
          new TaskCalls(
              "POST /execution/dag-runs/{dag_id}/{run_id}",
              "/execution/dag-runs/asked/mine",
              "{}"));

  /** The one that adds to the attempt's log. */
  static final TaskCalls LOG =
      new TaskCalls("PUT " + SELF + "/updraft/log/{number}", "{self}/updraft/log/7", "{}");

  /** Those that change the attempt's own row, on the condition that it runs. */
  static final List<TaskCalls> WRITES_OF_ITS_ROW =
      List.of(
          new TaskCalls(
              "PUT " + SELF + "/heartbeat",
              "{self}/heartbeat",
              "{\"hostname\":\"host-1\",\"pid\":41}"),
          new TaskCalls("PUT " + SELF + "/rtif", "{self}/rtif", "{\"f\":\"rendered\"}"),
          new TaskCalls(
              "PATCH " + SELF + "/skip-downstream",
              "{self}/skip-downstream",
              "{\"tasks\":[\"b\"]}"),
          new TaskCalls(
              "PATCH " + SELF + "/rendered-map-index", "{self}/rendered-map-index", "\"name\""),
          new TaskCalls(
              "PATCH " + SELF + "/state",
              "{self}/state",
              "{\"state\":\"skipped\",\"end_date\":\"2026-01-01T12:00:00Z\"}"));

  /** The one that its ticket is for. */
  static final TaskCalls CLAIM =
      new TaskCalls("PATCH " + SELF + "/run", "{self}/run", ServedApi.CLAIM);

  /** Some that read. */
  static final List<TaskCalls> READS =
      List.of(
          new TaskCalls("GET " + XCOM, "/execution/xcoms/asked/r1/a/k", null),
          new TaskCalls(
              "GET /execution/variables/{variable_key:path}", "/execution/variables/v", null),
          new TaskCalls("GET /execution/updraft/files", "/execution/updraft/files", null),
          new TaskCalls(
              "GET " + SELF + "/previous-successful-dagrun",
              "{self}/previous-successful-dagrun",
              null));

  /** The operations of all calls here that change something. */
  static Set<String> writing() {
    var operations = new TreeSet<String>();
    WRITES_ELSEWHERE.forEach(call -> operations.add(call.operation));
    WRITES_OF_ITS_ROW.forEach(call -> operations.add(call.operation));
    operations.add(LOG.operation);
    operations.add(CLAIM.operation);
    return operations;
  }

  /** The operations of an API that change something for a task. */
  static Set<String> writing(List<String> operations) {
    var writing = new TreeSet<String>();
    for (var operation : operations) {
      if (operation.contains(" /execution/") && !operation.matches("(GET|HEAD) .*")) {
        writing.add(operation);
      }
    }
    return writing;
  }

  /** The method. */
  String method() {
    return operation.substring(0, operation.indexOf(' '));
  }

  /** The target of an attempt's call. */
  String target(Bearer bearer) {
    return target.replace("{self}", ServedApi.of(bearer));
  }

  @Override
  public String toString() {
    return operation;
  }
}
