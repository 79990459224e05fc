package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.dag.Dag;
import org.junit.jupiter.api.Test;

class LogsTest {
  private static final String LOG = "/api/v2/dags/orders/dagRuns/r1/taskInstances/extract/logs/1";
  private final ApiWorld world = new ApiWorld();
  private final Bearer bearer;

  LogsTest() {
    Dag dag = SampleDags.orders();
    world.publish(dag);
    var run = world.run(dag, "r1", "queued#1", "none#0", "none#0", "none#0", "none#0");
    bearer = world.running(dag, run, "extract", 1);
  }

  @Test
  void aRunningTrysLogIsFollowedByItsToken() {
    chunk(0, "{\"event\":\"one\",\"level\":\"info\"}\nplain\n");
    var first = world.get(LOG);
    assertThat(first.get("content").findValuesAsText("event")).containsExactly("one", "plain");
    var token = first.get("continuation_token").asText();

    chunk(1, "{\"event\":\"two\"}\n");
    var second = world.get(LOG + "?token=" + token);

    assertThat(second.get("content").findValuesAsText("event")).containsExactly("two");
    assertThat(second.get("continuation_token").isNull()).isFalse();
  }

  @Test
  void theLogOfATryThatHasEndedIsWholeAndHasNoToken() {
    chunk(0, "{\"event\":\"one\"}\n");
    world.withToken(
        "PATCH",
        bearer,
        "/state",
        "{\"state\":\"success\",\"end_date\":\"2026-01-01T12:01:00Z\","
            + "\"updraft_log_tail\":\"{\\\"event\\\":\\\"bye\\\"}\\n\"}");

    var log = world.get(LOG + "?full_content=true");

    assertThat(log.get("content").findValuesAsText("event")).containsExactly("one", "bye");
    assertThat(log.get("continuation_token").isNull()).isTrue();
  }

  @Test
  void aLogIsStreamedAsLinesToWhoAsksForThem() {
    chunk(0, "{\"event\":\"one\"}\nplain\n");

    var answer = world.call("GET", LOG, null, "Accept", "application/x-ndjson");

    assertThat(answer.body()).isEqualTo("{\"event\":\"one\"}\n{\"event\":\"plain\"}\n");
    assertThat(answer.headers()).containsKey("Airflow-Continuation-Token");
  }

  @Test
  void foreignTokensUnknownTriesAndLargeChunksAreRefused() {
    assertThat(world.call("GET", LOG + "?token=guess", null).status()).isEqualTo(400);
    assertThat(world.call("GET", LOG.replace("/1", "/9"), null).status()).isEqualTo(404);
    assertThat(
            world.withToken("PUT", bearer, "/updraft/log/0", "x".repeat(256 * 1024 + 1)).status())
        .isEqualTo(413);
  }

  private void chunk(int number, String lines) {
    assertThat(world.withToken("PUT", bearer, "/updraft/log/" + number, lines).status())
        .isEqualTo(204);
  }
}
