package dev.updraft.standalone.simulator;

import dev.updraft.api.http.HttpCall;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** Those who ask for runs, pause DAGs and size pools; what is not answered they ask again. */
final class People {
  private final Simulator world;
  private final Random chance;

  People(Simulator world, Random chance) {
    this.world = world;
    this.chance = chance;
  }

  /**
   * Asks for one run or two; or for a crowd, all at once perhaps, with the queues lost before
   * anyone looks. Answers how many.
   */
  int askForRuns(String dagId) {
    boolean crowd = chance.nextInt(4) == 0;
    boolean atOnce = crowd && chance.nextInt(3) == 0;
    int runs = crowd ? 6 + chance.nextInt(14) : 1 + chance.nextInt(2);
    int begin = chance.nextInt(300);
    for (int i = 0; i < runs; i++) {
      var runId = "manual__" + i;
      int after = atOnce ? begin : chance.nextInt(300);
      world.time().after(Duration.ofSeconds(after), () -> trigger(dagId, runId, 0));
    }
    if (atOnce) {
      world.time().after(Duration.ofSeconds(begin), world::loseQueues);
    }
    return runs;
  }

  void setPools() {
    int slots = 2 + chance.nextInt(2);
    post("/api/v2/pools", "{\"name\":\"small\",\"slots\":" + slots + "}", 0);
  }

  private void trigger(String dagId, String runId, int tried) {
    var body = "{\"dag_run_id\":\"%s\",\"logical_date\":null}".formatted(runId);
    post("/api/v2/dags/" + dagId + "/dagRuns", body, tried);
  }

  private void post(String path, String body, int tried) {
    var answer =
        world.http(
            HttpCall.of("POST", path, null, Map.of("content-type", "application/json"), body));
    if ((answer == null || answer.status() >= 500) && tried < 50) {
      world.time().after(Duration.ofSeconds(5), () -> post(path, body, tried + 1));
    }
  }

  /** One DAG in four is paused for about an hour. */
  void perhapsPause(String dagId) {
    if (chance.nextInt(4) != 0) {
      return;
    }
    world.time().after(Duration.ofSeconds(chance.nextInt(200)), () -> pause(dagId, true, 0));
    world
        .time()
        .after(Duration.ofSeconds(3_000 + chance.nextInt(1_000)), () -> pause(dagId, false, 0));
  }

  private void pause(String dagId, boolean paused, int tried) {
    var answer =
        world.http(
            HttpCall.of(
                "PATCH",
                "/api/v2/dags/" + dagId,
                "update_mask=is_paused",
                Map.of("content-type", "application/json"),
                "{\"is_paused\":" + paused + "}"));
    if ((answer == null || answer.status() >= 500) && tried < 50) {
      world.time().after(Duration.ofSeconds(5), () -> pause(dagId, paused, tried + 1));
    }
  }
}
