package dev.updraft.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a person does with one DAG: wait for it, trigger it, look how its run is. */
record Journeying(Api api, String dagId) {
  private static final Duration SEEN_MAX = Duration.ofSeconds(60);
  private static final int PAGE = 100;
  private static final int PAGES_MAX = 100;
  private static final Set<String> ENDED = Set.of("success", "failed");

  /** Waits until the DAG is there. */
  Journeying known() {
    Eventually.see(
        "DAG " + dagId, SEEN_MAX, () -> api.get("dags/" + dagId), seen -> seen.status() == 200);
    return this;
  }

  /** Starts a run and answers its path below {@code /api/v2/}. */
  String trigger() {
    return triggered("{\"logical_date\": null}");
  }

  /** Starts the run of a logical date and answers its path below {@code /api/v2/}. */
  String trigger(Instant logicalDate) {
    return triggered("{\"logical_date\": \"%s\"}".formatted(logicalDate));
  }

  private String triggered(String body) {
    var answer = api.post(runs(), body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return runs() + "/" + Api.escaped(answer.json().path("dag_run_id").asText());
  }

  /** The state a run ends in. */
  String end(String run, Duration limit) {
    return Eventually.see(
        "the end of " + run,
        limit,
        () -> api.get(run).json().path("state").asText(),
        ENDED::contains);
  }

  /** The state of each task of a run. */
  Map<String, String> states(String run) {
    var states = new TreeMap<String, String>();
    instances(run)
        .forEach(instance ->
            states.put(instance.path("task_id").asText(), instance.path("state").asText()));
    return states;
  }

  /** The states of a task's tries, the first first. */
  List<String> tries(String run, String taskId) {
    var tries = new ArrayList<String>();
    api.get(run + "/taskInstances/" + taskId + "/tries")
        .json()
        .path("task_instances")
        .forEach(one -> tries.add(one.path("state").asText()));
    return tries;
  }

  /** The log of a try. */
  String log(String run, String taskId, int tryNumber) {
    return api.get(run + "/taskInstances/" + taskId + "/logs/" + tryNumber).json().toString();
  }

  /** Where the DAG's runs are, below {@code /api/v2/}. */
  String runs() {
    return "dags/" + dagId + "/dagRuns";
  }

  private List<JsonNode> instances(String run) {
    var all = new ArrayList<JsonNode>();
    for (int page = 0; page < PAGES_MAX; page++) {
      var query = "?limit=%d&offset=%d".formatted(PAGE, page * PAGE);
      var answer = api.get(run + "/taskInstances" + query).json();
      answer.path("task_instances").forEach(all::add);
      if (all.size() >= answer.path("total_entries").asInt()) {
        return all;
      }
    }
    throw new AssertionError(run + " has more than " + PAGE * PAGES_MAX + " task instances");
  }
}
