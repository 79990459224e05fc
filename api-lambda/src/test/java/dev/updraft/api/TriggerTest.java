package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.api.view.Runs;
import dev.updraft.core.flow.Decision.WakeAt;
import dev.updraft.core.flow.PlanEvent.RunTriggered;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.run.DagRunState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TriggerTest {
  private static final String RUNS = "/api/v2/dags/orders/dagRuns";
  private final ApiWorld world = new ApiWorld();

  @BeforeEach
  void publish() {
    world.publish(SampleDags.orders());
  }

  @Test
  void aTriggeredRunIsStoredAndItsDagIsTold() {
    var answer = world.call("POST", RUNS, "{\"logical_date\":null,\"conf\":{\"country\":\"FR\"}}");

    assertThat(answer.status()).isEqualTo(200);
    var run = ApiWorld.json(answer);
    assertThat(run.get("dag_run_id").asText()).isEqualTo("manual__2026-01-01T12:00:00+00:00");
    assertThat(run.get("state").asText()).isEqualTo("queued");
    assertThat(run.get("triggered_by").asText()).isEqualTo("rest_api");
    assertThat(run.get("conf").get("country").asText()).isEqualTo("FR");
    assertThat(run.get("data_interval_start").isNull()).isTrue();
    var key = new RunKey(new DagId("orders"), new RunId("manual__2026-01-01T12:00:00+00:00"));
    var row = Objects.requireNonNull(world.ports().runs().get(key));
    assertThat(world.told()).containsExactly(new RunTriggered(row.facts()));
  }

  @Test
  void aTimerTellsTheDagAgainSoThatACrashLosesNoRun() {
    world.breakInbox();
    assertThat(world.call("POST", RUNS, "{\"logical_date\":null}").status()).isEqualTo(500);

    assertThat(world.get(RUNS).get("total_entries").asInt()).isEqualTo(1);
    assertThat(timers())
        .singleElement()
        .satisfies(timer -> assertThat(timer.event()).isInstanceOf(RunTriggered.class));
  }

  @Test
  void theTimerGoesOnceTheDagHasBeenTold() {
    world.call("POST", RUNS, "{\"logical_date\":null}");

    assertThat(world.told()).hasSize(1);
    assertThat(timers()).isEmpty();
  }

  private List<WakeAt> timers() {
    return world.ports().timers().due(ApiWorld.NOON.plus(Duration.ofMinutes(2)), null).items();
  }

  @Test
  void aRunIdIsGivenOnceOnly() {
    var body = "{\"logical_date\":null,\"dag_run_id\":\"mine\"}";
    world.call("POST", RUNS, body);
    world.told();

    var again = world.call("POST", RUNS, body);

    assertThat(again.status()).isEqualTo(409);
    assertThat(ApiWorld.json(again).at("/detail/reason").asText())
        .isEqualTo("Unique constraint violation");
    assertThat(world.told()).isEmpty();
  }

  @Test
  void theIdOfARunThatHasEndedIsNotGivenAgainEither() {
    var body = "{\"logical_date\":null,\"dag_run_id\":\"mine\"}";
    world.call("POST", RUNS, body);
    var key = new RunKey(new DagId("orders"), new RunId("mine"));
    world.ports().runs().record(key, DagRunState.SUCCESS, ApiWorld.NOON, null);
    world.told();

    assertThat(world.call("POST", RUNS, body).status()).isEqualTo(409);
    assertThat(world.told()).isEmpty();
    assertThat(timers()).isEmpty();
  }

  @Test
  void aLogicalDateIsGivenOnceOnlyHoweverItIsWrittenAndHoweverManyRunsCameLater() {
    world.call("POST", RUNS, "{\"logical_date\":\"2026-01-01T00:00:00Z\",\"dag_run_id\":\"one\"}");
    for (int i = 0; i < Runs.RUNS_MAX; i++) {
      world.pass(Duration.ofSeconds(1));
      world.call("POST", RUNS, "{\"logical_date\":null,\"dag_run_id\":\"later-" + i + "\"}");
    }
    var again = "{\"logical_date\":\"2026-01-01T01:00:00+01:00\",\"dag_run_id\":\"two\"}";

    assertThat(world.call("POST", RUNS, again).status()).isEqualTo(409);
  }

  @Test
  void anIdHasTheFormAirflowAllows() {
    assertThat(refusal("a b")).startsWith("The run_id provided 'a b' does not match regex");
    assertThat(refusal("a/b")).startsWith("The run_id provided 'a/b' does not match regex");
    assertThat(refusal("a..b"))
        .isEqualTo("The run_id 'a..b' must not contain '..' to prevent path traversal");
    assertThat(refusal("scheduled__x"))
        .isEqualTo(
            "A manual DAG run cannot use ID 'scheduled__x' since it is reserved for scheduled runs");
    var made = world.call("POST", RUNS, "{\"logical_date\":null,\"dag_run_id\":\"\"}");
    assertThat(ApiWorld.json(made).get("dag_run_id").asText())
        .isEqualTo("manual__2026-01-01T12:00:00+00:00");
  }

  private String refusal(String runId) {
    var body = "{\"logical_date\":null,\"dag_run_id\":\"" + runId + "\"}";
    var answer = world.call("POST", RUNS, body);
    assertThat(answer.status()).isEqualTo(400);
    return ApiWorld.json(answer).get("detail").asText();
  }

  @Test
  void timesAreCountedInMicroseconds() {
    world.pass(Duration.ofNanos(123_456_789));
    var run =
        ApiWorld.json(
            world.call("POST", RUNS, "{\"logical_date\":\"2026-01-01T00:00:00.987654321Z\"}"));

    assertThat(run.get("dag_run_id").asText())
        .isEqualTo("manual__2026-01-01T12:00:00.123456+00:00");
    assertThat(run.get("queued_at").asText()).isEqualTo("2026-01-01T12:00:00.123456Z");
    var key =
        new RunKey(new DagId("orders"), new RunId("manual__2026-01-01T12:00:00.123456+00:00"));
    var row = Objects.requireNonNull(world.ports().runs().get(key));
    assertThat(row.facts().logicalDate()).isEqualTo("2026-01-01T00:00:00.987654Z");
    assertThat(row.facts().runAfter()).isEqualTo("2026-01-01T12:00:00.123456Z");
    assertThat(row.queuedAt()).isEqualTo("2026-01-01T12:00:00.123456Z");
  }

  @Test
  void theLogicalDateMustBeSentEvenIfNull() {
    var answer = world.call("POST", RUNS, "{}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(ApiWorld.json(answer).at("/detail/0/type").asText()).isEqualTo("missing");
    assertThat(ApiWorld.json(answer).at("/detail/0/loc").toString())
        .isEqualTo("[\"body\",\"logical_date\"]");
  }

  @Test
  void everyBadFieldIsNamedAtOnce() {
    var answer =
        world.call(
            "POST",
            RUNS,
            "{\"logical_date\":\"2026-01-01T00:00:00\",\"conf\":[1],\"wat\":1,"
                + "\"data_interval_start\":\"2026-01-01T00:00:00Z\"}");

    assertThat(ApiWorld.json(answer).get("detail").findValuesAsText("type"))
        .containsExactlyInAnyOrder("extra_forbidden", "timezone_aware", "dict_type", "value_error");
  }

  @Test
  void aConfThatBreaksAParamsSchemaIsRefused() {
    var answer = world.call("POST", RUNS, "{\"logical_date\":null,\"conf\":{\"country\":\"FRA\"}}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(ApiWorld.json(answer).get("detail").asText()).contains("country");
    assertThat(world.told()).isEmpty();
  }

  @Test
  void aConfOver64KibIsRefused() {
    var answer =
        world.call(
            "POST",
            RUNS,
            "{\"logical_date\":null,\"conf\":{\"x\":\"" + "y".repeat(65_536) + "\"}}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(ApiWorld.json(answer).get("detail").asText()).contains("65536");
  }

  @Test
  void aDagThatIsNotThereCannotBeTriggered() {
    var answer = world.call("POST", "/api/v2/dags/nope/dagRuns", "{\"logical_date\":null}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"detail\":\"Dag with dag_id: 'nope' not found\"}");
  }

  @Test
  void aDagWhoseFileHasImportErrorsCannotBeTriggered() {
    world.publish(SampleDags.small("broken"), List.of("broken.yaml:3:1: no such field"));

    var answer = world.call("POST", "/api/v2/dags/broken/dagRuns", "{\"logical_date\":null}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("has import errors and cannot be triggered");
  }

  @Test
  void aManualRunWithALogicalDateCoversWhatItsScheduleSays() {
    var run =
        ApiWorld.json(world.call("POST", RUNS, "{\"logical_date\":\"2026-01-01T00:00:00+00:00\"}"));

    assertThat(run.get("data_interval_start").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(run.get("data_interval_end").asText()).isEqualTo("2026-01-01T00:00:00Z");
  }
}
