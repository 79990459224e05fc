package dev.updraft.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed again and again, at random moments, while everything that a run can be in
 * the middle of goes on: chains, fan-outs, retries, sensors, awaited DAGs, pools, runs that wait
 * for others, and catch-up. In the end every run has ended as it should. {@code .ci/kills} does it
 * more often.
 */
class KillLoopJourney {
  private static final int KILLS = Integer.getInteger("updraft.kills", 3);
  private static final long SEED = Long.getLong("updraft.seed", System.nanoTime());
  private static final Duration LONG = Duration.ofMinutes(8).plus(Aws.LONGER);
  private static final int LIVES_MILLIS_MAX = 9_000;
  private static final List<Kill> WAYS = List.of(Kill.values());
  private static final int CROWD = 4;
  private static final List<String> ASKED_FOR = List.of("chain", "fan", "retrying", "awaiting");

  /** Before today the DAG that catches up begins; each midnight since then has its run. */
  private static final Duration CATCHES_UP = Duration.ofDays(9);

  private final Random chance = new Random(SEED);
  private final List<Asked> asked = new ArrayList<>();

  @Test
  void everyRunEndsAsItShouldHoweverOftenTheProcessIsKilled(@TempDir Path folder)
      throws IOException {
    for (int kill = 0; kill < KILLS; kill++) {
      var process = UpdraftProcess.up(folder);
      if (kill == 0) {
        process.write("kills.yml", dags(folder));
        makePool(process.api());
      }
      askForRuns(process.api(), kill == 0 ? CROWD : 1);
      LockSupport.parkNanos(Duration.ofMillis(chance.nextInt(LIVES_MILLIS_MAX)).toNanos());
      process.kill(WAYS.get(chance.nextInt(WAYS.size())));
    }
    Files.createFile(folder.resolve("ready"));
    try (var process = UpdraftProcess.up(folder)) {
      asked.forEach(run -> endsWell(process.api(), run));
      caughtUp(process.api());
    }
  }

  private static void makePool(Api api) {
    var answer = api.post("pools", "{\"name\": \"narrow\", \"slots\": 2}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
  }

  private void askForRuns(Api api, int crowd) {
    for (var dagId : ASKED_FOR) {
      ask(api, dagId);
    }
    for (int i = 0; i < crowd; i++) {
      ask(api, "crowd");
    }
    if (asked.stream().noneMatch(run -> run.dagId().equals("sensing"))) {
      ask(api, "sensing");
      ask(api, "pooled");
    }
  }

  private void ask(Api api, String dagId) {
    asked.add(new Asked(dagId, new Journeying(api, dagId).known().trigger()));
  }

  private static void endsWell(Api api, Asked run) {
    var dag = new Journeying(api, run.dagId());
    var what = "%s, seed %d, %d kills".formatted(run, SEED, KILLS);
    assertThat(dag.end(run.path(), LONG)).as(what).isEqualTo("success");
    dag.states(run.path())
        .forEach((task, state) -> {
          assertThat(state).as(task + " of " + what).isEqualTo("success");
          var tries = dag.tries(run.path(), task);
          assertThat(Collections.frequency(tries, "success"))
              .as("%s of %s: %s", task, what, tries)
              .isEqualTo(1);
        });
  }

  /** Each day has its run, and each run awaited another one, which it did not ask for twice. */
  private static void caughtUp(Api api) {
    Eventually.see(
        "a run of each day",
        LONG,
        () -> all(api, "catching"),
        seen -> seen.size() > CATCHES_UP.toDays() && ended(seen, "success").size() == seen.size());
    var awaiting = all(api, "awaiting").size();
    assertThat(all(api, "awaited")).hasSize(awaiting);
  }

  private static List<JsonNode> all(Api api, String dagId) {
    var runs = new ArrayList<JsonNode>();
    api.get("dags/" + dagId + "/dagRuns?limit=100").json().path("dag_runs").forEach(runs::add);
    return runs;
  }

  private static List<JsonNode> ended(List<JsonNode> runs, String state) {
    return runs.stream().filter(run -> run.path("state").asText().equals(state)).toList();
  }

  /** Each kill costs what runs a try, as a lost runner does: there are enough of them. */
  private static String dags(Path folder) {
    var begin = LocalDate.now(ZoneOffset.UTC).minusDays(CATCHES_UP.toDays());
    return """
    default:
      default_args: {start_date: 2026-01-01, retries: 60, retry_delay: 1}
      schedule: null
    chain:
      tasks:
        a: {%1$s}
        b: {%1$s, dependencies: [a]}
        c: {%1$s, dependencies: [b]}
        d: {%1$s, dependencies: [c]}
        e: {%1$s, dependencies: [d]}
    fan:
      tasks:
        first: {%1$s}
    %2$s
        last: {%1$s, dependencies: [%3$s]}
    retrying:
      tasks:
        a: {%4$s}
    sensing:
      tasks:
        file:
          operator: airflow.providers.standard.sensors.filesystem.FileSensor
          filepath: '%5$s'
          poke_interval: 2
        after: {%1$s, dependencies: [file]}
    awaited:
      tasks:
        a: {%1$s}
        b: {%1$s, dependencies: [a]}
    awaiting:
      tasks:
        other:
          operator: airflow.providers.standard.operators.trigger_dagrun.TriggerDagRunOperator
          trigger_dag_id: awaited
          wait_for_completion: true
          poke_interval: 1
    pooled:
      tasks:
    %6$s
    crowd:
      max_active_runs: 1
      tasks:
        a: {%1$s}
        b: {%1$s, dependencies: [a]}
    catching:
      schedule: '@daily'
      default_args: {start_date: %7$s}
      catchup: true
      max_active_runs: 2
      tasks:
        a: {%1$s}
    """
        .formatted(
            bash("sleep 0.3"),
            repeated("    t%d: {" + bash("sleep 0.2") + ", dependencies: [first]}\n", 12),
            String.join(", ", names(12)),
            bash("M=%s/{{ run_id }}; test -e \"$M\" || ! touch \"$M\"".formatted(folder)),
            folder.resolve("ready"),
            repeated("    t%d: {" + bash("sleep 0.3") + ", pool: narrow}\n", 8),
            begin);
  }

  private static String bash(String command) {
    return "operator: airflow.providers.standard.operators.bash.BashOperator, bash_command: '%s'"
        .formatted(command);
  }

  private static String repeated(String line, int times) {
    var lines = new StringBuilder();
    for (int i = 0; i < times; i++) {
      lines.append(line.formatted(i));
    }
    return lines.toString().stripTrailing();
  }

  private static List<String> names(int count) {
    var names = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      names.add("t" + i);
    }
    return names;
  }

  /**
   * A run that someone asked for and was promised.
   *
   * @param dagId its DAG
   * @param path its path below {@code /api/v2/}
   */
  private record Asked(String dagId, String path) {}
}
