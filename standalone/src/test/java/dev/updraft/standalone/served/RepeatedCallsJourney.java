package dev.updraft.standalone.served;

import static dev.updraft.core.fixture.Dags.dag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.id.RunKey;
import dev.updraft.standalone.embedded.EmbeddedAws;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer gets lost after all has been done, and the runner asks again. */
class RepeatedCallsJourney {
  private static final EmbeddedAws AWS = EmbeddedAws.startInMemory();
  private static final String TRIGGER = "/execution/dag-runs/asked/mine";
  private final ServedApi api = new ServedApi(AWS);
  private final Dag dag = dag("asked").task("a").task("b").build();
  private final RunKey run;

  RepeatedCallsJourney() {
    api.publish(dag);
    run = api.run(dag, "r1");
  }

  @AfterEach
  void close() {
    api.close();
  }

  @AfterAll
  static void stop() {
    AWS.close();
  }

  static Stream<TaskCalls> calls() {
    return Stream.of(
            TaskCalls.WRITES_ELSEWHERE,
            TaskCalls.WRITES_OF_ITS_ROW,
            List.of(TaskCalls.LOG),
            TaskCalls.READS)
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aCallThatIsRepeatedIsAnsweredAsTheFirstTimeAndDoesNothingMore(TaskCalls call) {
    var bearer = api.running(dag, run, "a", 1);
    api.as(bearer, "PUT", "/execution/variables/v", "{\"value\":\"before\"}");
    api.as(bearer, "POST", "/execution/xcoms/asked/r1/a/k", "\"before\"");

    api.loseAnswer();
    assertThat(send(call, bearer)).isEqualTo(502);
    var done = api.everything();

    assertThat(send(call, bearer)).isBetween(200, 204);
    assertThat(api.everything()).isEqualTo(done);
  }

  @Test
  void aClaimThatIsRepeatedIsGranted() {
    var bearer = api.queued(dag, run, "a", 1);
    api.loseAnswer();
    assertThat(api.claim(bearer).statusCode()).isEqualTo(502);
    var done = api.everything();

    assertThat(api.claim(bearer).statusCode()).isEqualTo(200);
    assertThat(api.everything()).isEqualTo(done);
  }

  @Test
  void everyWritingOperationIsRepeated() {
    assertThat(TaskCalls.writing()).isEqualTo(TaskCalls.writing(api.operations()));
  }

  @Test
  void aRunOfAnotherAttemptOrAnotherRequestIsAConflict() {
    var first = api.running(dag, run, "a", 1);
    var other = api.running(dag, run, "b", 1);
    var body = "{\"conf\":{\"n\":1}}";

    assertThat(api.as(first, "POST", TRIGGER, body).statusCode()).isEqualTo(204);

    assertThat(api.as(first, "POST", TRIGGER, body).statusCode()).isEqualTo(204);
    assertThat(api.as(other, "POST", TRIGGER, body).statusCode()).isEqualTo(409);
    assertThat(api.as(first, "POST", TRIGGER, body.replace('1', '2')).statusCode()).isEqualTo(409);
    assertThat(api.call("GET", "/api/v2/dags/asked/dagRuns/mine", null).body())
        .contains("\"conf\":{\"n\":1}");
  }

  /** As Airflow's, whose clients count on it. */
  @Test
  void aRunThatAPersonTriggersTwiceIsAConflict() {
    var body = "{\"logical_date\":null,\"dag_run_id\":\"mine\"}";
    assertThat(api.call("POST", "/api/v2/dags/asked/dagRuns", body).statusCode()).isEqualTo(200);
    assertThat(api.call("POST", "/api/v2/dags/asked/dagRuns", body).statusCode()).isEqualTo(409);
  }

  private int send(TaskCalls call, Bearer bearer) {
    return api.as(bearer, call.method(), call.target(bearer), call.body()).statusCode();
  }
}
