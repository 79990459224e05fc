package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.flow.RunEvent.AttemptFinished;
import dev.updraft.core.flow.RunEvent.AttemptLost;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.run.TaskInstanceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttemptJourney {
  private static final String SUCCESS =
      "{\"state\":\"success\",\"end_date\":\"2026-01-01T12:01:00Z\"}";
  private static final Instant END = Instant.parse("2026-01-01T12:01:00Z");
  private final ApiWorld world = new ApiWorld();
  private final Dag dag = SampleDags.orders();
  private final RunKey run;

  AttemptJourney() {
    world.publish(dag);
    run = world.run(dag, "r1", "queued#1", "none#0", "none#0", "none#0", "none#0");
  }

  @BeforeEach
  void nothingToldYet() {
    world.told();
  }

  @Test
  void aClaimAnswersTheRunContextAndAToken() {
    var bearer = world.queued(dag, run, "extract", 1);
    var answer = world.withTicket("PATCH", bearer, "/run", ApiWorld.CLAIM);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsKey("Refreshed-API-Token");
    var context = ApiWorld.json(answer);
    assertThat(names(context.fieldNames()))
        .containsExactlyInAnyOrder(
            "dag_run",
            "task_reschedule_count",
            "max_tries",
            "variables",
            "connections",
            "xcom_keys_to_clear",
            "should_retry");
    assertThat(names(context.get("dag_run").fieldNames()))
        .containsExactlyInAnyOrder(
            "dag_id",
            "run_id",
            "logical_date",
            "data_interval_start",
            "data_interval_end",
            "run_after",
            "start_date",
            "end_date",
            "clear_number",
            "run_type",
            "state",
            "conf",
            "triggering_user_name",
            "consumed_asset_events",
            "partition_key",
            "partition_date",
            "note",
            "team_name");
    assertThat(context.get("max_tries").asInt()).isEqualTo(2);
    assertThat(context.get("should_retry").asBoolean()).isTrue();
  }

  @Test
  void anOlderRunnerIsSpokenToInItsVersion() {
    var bearer = world.queued(dag, run, "extract", 1);
    var context =
        ApiWorld.json(
            world.withTicket(
                "PATCH", bearer, "/run", ApiWorld.CLAIM, "Airflow-API-Version", "2025-11-05"));

    assertThat(names(context.get("dag_run").fieldNames()))
        .doesNotContain("note", "team_name", "partition_key", "partition_date");
    assertThat(names(context.fieldNames())).contains("upstream_map_indexes");
  }

  @Test
  void aNativeRunnerIsToldItsTaskToo() {
    var bearer = world.queued(dag, run, "choose", 1);
    var context =
        ApiWorld.json(
            world.withTicket("PATCH", bearer, "/run", ApiWorld.CLAIM, "Updraft-Runner", "native"));

    var brief = context.get("updraft");
    assertThat(brief.at("/task/taskId").asText()).isEqualTo("choose");
    assertThat(brief.at("/dag/tasks")).hasSize(1);
    assertThat(brief.at("/relativeFileloc").asText()).isEqualTo("orders.yaml");
    assertThat(brief.at("/downstream/choose").toString()).isEqualTo("[\"load.first\"]");
    assertThat(brief.at("/downstream/load.second").toString()).isEqualTo("[\"report\"]");
  }

  @Test
  void aSecondRunnerIsRefusedAndTheFirstMayAskAgain() {
    var bearer = world.running(dag, run, "extract", 1);

    assertThat(world.withTicket("PATCH", bearer, "/run", ApiWorld.CLAIM).status()).isEqualTo(200);
    var second =
        world.withTicket("PATCH", bearer, "/run", ApiWorld.CLAIM.replace("host-1", "host-2"));
    assertThat(second.status()).isEqualTo(409);
    assertThat(ApiWorld.json(second).at("/detail/reason").asText()).isEqualTo("invalid_state");
    assertThat(ApiWorld.json(second).at("/detail/previous_state").asText()).isEqualTo("running");
    assertThat(world.told()).isEmpty();
  }

  @Test
  void aSecondRunnerAfterALongSilenceMeansThatTheFirstIsGone() {
    var bearer = world.running(dag, run, "extract", 1);
    world.pass(Duration.ofMinutes(6));

    var second =
        world.withTicket("PATCH", bearer, "/run", ApiWorld.CLAIM.replace("host-1", "host-2"));

    assertThat(second.status()).isEqualTo(409);
    assertThat(world.told())
        .singleElement()
        .isInstanceOfSatisfying(
            AttemptLost.class, lost -> assertThat(lost.work()).isEqualTo(work("extract")));
  }

  @Test
  void aTicketClaimsItsOwnAttemptOnly() {
    var bearer = world.queued(dag, run, "extract", 1);
    var other = world.queued(dag, run, "report", 1);
    var path = "/execution/task-instances/" + other.id() + "/run";

    assertThat(world.call("PATCH", path, ApiWorld.CLAIM).status()).isEqualTo(401);
    assertThat(world.as(bearer, "PATCH", path, ApiWorld.CLAIM).status()).isEqualTo(403);
    assertThat(world.call("PATCH", path, ApiWorld.CLAIM, "authorization", "Bearer nonsense").body())
        .isEqualTo("{\"detail\":\"Invalid auth token\"}");
    assertThat(world.withToken("PATCH", other, "/run", ApiWorld.CLAIM).status())
        .as("a token is no ticket")
        .isEqualTo(403);
    assertThat(world.withTicket("PATCH", other, "/state", SUCCESS).status())
        .as("a ticket is no token")
        .isEqualTo(403);
  }

  @Test
  void anEndIsStoredBeforeTheRunIsToldAndMayBeRepeated() {
    var bearer = world.running(dag, run, "choose", 1);
    world.withToken(
        "PATCH", bearer, "/skip-downstream", "{\"tasks\":[\"report\",[\"load.first\",-1]]}");

    assertThat(world.withToken("PATCH", bearer, "/state", SUCCESS).status()).isEqualTo(204);

    assertThat(world.told())
        .containsExactly(
            new AttemptFinished(
                work("choose"),
                new Outcome.Succeeded(),
                List.of(new TaskId("report"), new TaskId("load.first")),
                END));
    world.pass(Duration.ofMinutes(6));
    assertThat(world.withToken("PATCH", bearer, "/state", SUCCESS).status()).isEqualTo(204);
    assertThat(world.told()).hasSize(1);
  }

  @Test
  void anEndAfterAnotherEndIsRefused() {
    var bearer = world.running(dag, run, "extract", 1);
    world.withToken("PATCH", bearer, "/state", SUCCESS);

    var late = world.withToken("PATCH", bearer, "/state", SUCCESS.replace("success", "failed"));

    assertThat(late.status()).isEqualTo(409);
    assertThat(ApiWorld.json(late).at("/detail/previous_state").asText()).isEqualTo("success");
  }

  @Test
  void eachStateIsToldAsItsOutcome() {
    assertThat(outcomeOf("{\"state\":\"failed\",\"end_date\":\"2026-01-01T12:01:00Z\"}"))
        .isEqualTo(new Outcome.Failed(false));
    assertThat(outcomeOf("{\"state\":\"skipped\",\"end_date\":\"2026-01-01T12:01:00Z\"}"))
        .isEqualTo(new Outcome.Skipped());
    assertThat(outcomeOf("{\"state\":\"up_for_retry\",\"end_date\":\"2026-01-01T12:01:00Z\"}"))
        .isEqualTo(new Outcome.Failed(true));
    assertThat(
            outcomeOf(
                "{\"state\":\"up_for_reschedule\",\"end_date\":\"2026-01-01T12:01:00Z\","
                    + "\"reschedule_date\":\"2026-01-01T12:05:00Z\"}"))
        .isEqualTo(new Outcome.Rescheduled(Instant.parse("2026-01-01T12:05:00Z"), 1));
  }

  private int tries = 1;

  private Outcome outcomeOf(String body) {
    var bearer = world.running(dag, run, "extract", tries++);
    assertThat(world.withToken("PATCH", bearer, "/state", body).status()).isEqualTo(204);
    return ((AttemptFinished) world.told().getFirst()).outcome();
  }

  @Test
  void aDeferredTaskFailsWithAReasonSinceNothingWouldWakeIt() {
    var bearer = world.running(dag, run, "extract", 1);

    var answer =
        world.withToken(
            "PATCH",
            bearer,
            "/state",
            "{\"state\":\"deferred\",\"classpath\":\"x\",\"next_method\":\"y\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("deferrable=False");
    assertThat(Objects.requireNonNull(world.ports().attempts().get(bearer.key())).state())
        .isEqualTo(TaskInstanceState.FAILED);
    assertThat(world.told()).hasSize(1);
  }

  @Test
  void heartbeatsAreStoredRarelyAndStopWhoeverIsNotWanted() {
    var bearer = world.running(dag, run, "extract", 1);
    var beat = "{\"hostname\":\"host-1\",\"pid\":41}";

    assertThat(beat(bearer, beat)).isEqualTo(204);
    var first = heartbeatAt(bearer);
    world.pass(Duration.ofSeconds(19));
    assertThat(beat(bearer, beat)).isEqualTo(204);
    assertThat(heartbeatAt(bearer)).isEqualTo(first);
    world.pass(Duration.ofSeconds(1));
    assertThat(beat(bearer, beat)).isEqualTo(204);
    assertThat(heartbeatAt(bearer)).isEqualTo(first.plusSeconds(20));

    var elsewhere = world.withToken("PUT", bearer, "/heartbeat", beat.replace("41", "42"));
    assertThat(ApiWorld.json(elsewhere).at("/detail/reason").asText())
        .isEqualTo("running_elsewhere");
    world.withToken("PATCH", bearer, "/state", SUCCESS);
    world.pass(Duration.ofSeconds(21));
    var ended = world.withToken("PUT", bearer, "/heartbeat", beat);
    assertThat(ended.status()).isEqualTo(409);
    assertThat(ApiWorld.json(ended).at("/detail/reason").asText()).isEqualTo("not_running");
    var unknown = world.queued(dag, run, "report", 1);
    var never =
        new Bearer(
            new AttemptKey(unknown.key().taskInstance(), 7), unknown.id(), unknown.version());
    assertThat(beat(never, beat)).isEqualTo(404);
  }

  private int beat(Bearer bearer, String beat) {
    return world.withToken("PUT", bearer, "/heartbeat", beat).status();
  }

  private Instant heartbeatAt(Bearer bearer) {
    return Objects.requireNonNull(
        Objects.requireNonNull(world.ports().attempts().get(bearer.key())).heartbeatAt());
  }

  @Test
  void aTokenIsRenewedWhenHalfOfItsLifeIsOverAndThenExpires() {
    var bearer = world.running(dag, run, "extract", 1);
    var token = "Bearer " + world.token(bearer);
    var path = "/execution/variables/none";

    assertThat(world.call("GET", path, null, "authorization", token).headers())
        .doesNotContainKey("Refreshed-API-Token");
    world.pass(Duration.ofMinutes(6));
    var later = world.call("GET", path, null, "authorization", token);
    assertThat(later.status()).isEqualTo(404);
    assertThat(later.headers()).containsKey("Refreshed-API-Token");
    world.pass(Duration.ofMinutes(5));
    assertThat(world.call("GET", path, null, "authorization", token).status()).isEqualTo(403);
  }

  private static Work work(String taskId) {
    return new Work(new TaskId(taskId), -1, 1);
  }

  private static List<String> names(Iterator<String> names) {
    var all = new ArrayList<String>();
    names.forEachRemaining(all::add);
    return all;
  }
}
