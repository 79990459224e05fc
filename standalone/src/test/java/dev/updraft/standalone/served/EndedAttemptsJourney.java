package dev.updraft.standalone.served;

import static dev.updraft.core.fixture.Dags.dag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Decision.EndAttempt;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.run.TaskInstanceState;
import dev.updraft.standalone.embedded.EmbeddedAws;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** However an attempt ended, its token is worth nothing from then on. */
class EndedAttemptsJourney {
  private static final EmbeddedAws AWS = EmbeddedAws.startInMemory();
  private static final String RENEWED = "refreshed-api-token";
  private final ServedApi api = new ServedApi(AWS);
  private final Dag dag = dag("asked").task("a").task("b").build();
  private final RunKey run;

  EndedAttemptsJourney() {
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

  /** How attempts end. */
  enum End {
    SUCCEEDED_A_WHILE_AGO,
    FAILED,
    RETRIED,
    RESCHEDULED,
    LOST,
    TIMED_OUT,
    SKIPPED_AS_ITS_RUN_ENDED
  }

  @ParameterizedTest
  @EnumSource
  void anEndedAttemptChangesNothing(End end) {
    var bearer = ended(end);
    api.pass(Duration.ofMinutes(3));
    var before = api.everything();

    for (var call : (Iterable<TaskCalls>) writes()::iterator) {
      assertThat(send(call, bearer).statusCode()).as(call.toString()).isEqualTo(status(call, end));
      assertThat(api.everything()).as(call.toString()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEndedAttemptReadsNothing(End end) {
    var bearer = ended(end);
    api.pass(Duration.ofSeconds(21));

    for (var call : TaskCalls.READS) {
      assertThat(send(call, bearer).statusCode()).as(call.toString()).isEqualTo(409);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEndedAttemptIsNotGivenANewToken(End end) {
    var bearer = running(1);
    var old = api.token(bearer);
    end(bearer, end);
    api.pass(Duration.ofMinutes(6));

    for (var call :
        (Iterable<TaskCalls>) Stream.concat(writes(), TaskCalls.READS.stream())::iterator) {
      var answer =
          api.call(
              call.method(), call.target(bearer), call.body(), "Authorization", "Bearer " + old);
      assertThat(answer.headers().map()).as(call.toString()).doesNotContainKey(RENEWED);
      assertThat(answer.statusCode()).as(call.toString()).isEqualTo(status(call, end));
    }
  }

  @Test
  void aRunningAttemptIsGivenANewToken() {
    var bearer = running(1);
    var old = api.token(bearer);
    api.pass(Duration.ofMinutes(6));

    var answer = api.call("GET", "/execution/variables/v", null, "Authorization", "Bearer " + old);
    assertThat(answer.headers().firstValue(RENEWED)).isPresent();
  }

  @ParameterizedTest
  @MethodSource("callbacks")
  void callbacksActForTwentySecondsAfterASuccess(TaskCalls call) {
    var bearer = running(1);
    end(bearer, End.SUCCEEDED_A_WHILE_AGO);

    assertThat(send(call, bearer).statusCode()).isBetween(200, 204);
    api.pass(Duration.ofSeconds(19));
    // A run that is there already is a conflict of its own.
    assertThat(send(call, bearer).body()).doesNotContain("not_running");
    api.pass(Duration.ofSeconds(2));
    assertThat(send(call, bearer).body()).contains("not_running");
  }

  static Stream<TaskCalls> callbacks() {
    return TaskCalls.WRITES_ELSEWHERE.stream();
  }

  @ParameterizedTest
  @MethodSource("callbacks")
  void callbacksNeverActOverANewerTry(TaskCalls call) {
    var first = running(1);
    end(first, End.SUCCEEDED_A_WHILE_AGO);
    api.queued(dag, run, "a", 2);
    var before = api.everything();

    assertThat(send(call, first).statusCode()).isEqualTo(409);
    assertThat(api.everything()).isEqualTo(before);
  }

  @Test
  void anEndThatIsSaidToComeLaterDoesNotLengthenTheTimeForCallbacks() {
    var bearer = running(1);
    var body = "{\"state\":\"success\",\"end_date\":\"2099-01-01T00:00:00Z\"}";
    assertThat(api.as(bearer, "PATCH", ServedApi.of(bearer) + "/state", body).statusCode())
        .isEqualTo(204);

    api.pass(Duration.ofSeconds(21));

    assertThat(send(TaskCalls.WRITES_ELSEWHERE.getFirst(), bearer).statusCode()).isEqualTo(409);
  }

  @Test
  void theLastLinesOfALogAreTakenForTwoMinutes() {
    var bearer = ended(End.TIMED_OUT);
    api.pass(Duration.ofSeconds(100));
    assertThat(send(TaskCalls.LOG, bearer).statusCode()).isEqualTo(204);
    api.pass(Duration.ofSeconds(21));
    assertThat(send(TaskCalls.LOG, bearer).statusCode()).isEqualTo(409);
  }

  @Test
  void aRunningAttemptDoesAllOfIt() {
    var bearer = running(1);
    var calls = writes().toList();

    for (var call : calls) {
      assertThat(send(call, bearer).statusCode()).as(call.toString()).isBetween(200, 204);
    }
  }

  /** A task of a few seconds pays nothing for it; a longer one a read now and then. */
  @Test
  void anAttemptsRightsCostAtMostOneReadInFiveSeconds() {
    var bearer = running(1);
    api.pass(Duration.ofSeconds(4));
    assertThat(readsOf(() -> push(bearer))).isZero();
    api.pass(Duration.ofSeconds(2));
    assertThat(readsOf(() -> push(bearer))).isEqualTo(1);
    api.pass(Duration.ofSeconds(4));
    assertThat(readsOf(() -> push(bearer))).isZero();
  }

  private void push(Bearer bearer) {
    send(TaskCalls.WRITES_ELSEWHERE.getFirst(), bearer);
  }

  private double readsOf(Runnable step) {
    double reads = api.usage().allReadUnits();
    double writes = api.usage().allWriteUnits();
    step.run();
    assertThat(api.usage().allWriteUnits() - writes).isEqualTo(1);
    return api.usage().allReadUnits() - reads;
  }

  /** An operation that is added must be added to the calls here, and so to these tests. */
  @Test
  void everyWritingOperationIsTried() {
    assertThat(TaskCalls.writing()).isEqualTo(TaskCalls.writing(api.operations()));
  }

  /** Ending comes last: it would refuse all others. */
  private static Stream<TaskCalls> writes() {
    return Stream.concat(
        Stream.concat(TaskCalls.WRITES_ELSEWHERE.stream(), Stream.of(TaskCalls.LOG)),
        TaskCalls.WRITES_OF_ITS_ROW.stream());
  }

  /** An end that is told again is the same end: the answer may have been lost. */
  private static int status(TaskCalls call, End end) {
    return end == End.SKIPPED_AS_ITS_RUN_ENDED && call.operation().endsWith("/state") ? 204 : 409;
  }

  private HttpResponse<String> send(TaskCalls call, Bearer bearer) {
    return api.as(bearer, call.method(), call.target(bearer), call.body());
  }

  private Bearer running(int tryNumber) {
    return api.running(dag, run, "a", tryNumber);
  }

  private Bearer ended(End end) {
    var bearer = running(1);
    api.as(bearer, "PUT", "/execution/variables/v", "{\"value\":\"before\"}");
    api.as(bearer, "POST", "/execution/xcoms/asked/r1/a/k", "\"before\"");
    end(bearer, end);
    return bearer;
  }

  private void end(Bearer bearer, End end) {
    switch (end) {
      case SUCCEEDED_A_WHILE_AGO -> state(bearer, "success");
      case FAILED -> state(bearer, "failed");
      case RETRIED -> {
        state(bearer, "up_for_retry");
        var second = running(2);
        api.as(second, "POST", "/execution/xcoms/asked/r1/a/k", "\"of the second try\"");
        state(second, "success");
      }
      case RESCHEDULED -> {
        var body =
            "{\"state\":\"up_for_reschedule\",\"end_date\":\"%s\",\"reschedule_date\":\"%s\"}"
                .formatted(api.now(), api.now().plusSeconds(600));
        assertThat(api.as(bearer, "PATCH", ServedApi.of(bearer) + "/state", body).statusCode())
            .isEqualTo(204);
      }
      case LOST ->
          api.ports()
              .attempts()
              .lose(bearer.key(), bearer.id(), api.now().plusSeconds(1), api.now());
      case TIMED_OUT -> end(bearer, TaskInstanceState.FAILED);
      case SKIPPED_AS_ITS_RUN_ENDED -> end(bearer, TaskInstanceState.SKIPPED);
    }
  }

  private void end(Bearer bearer, TaskInstanceState state) {
    var end = new EndAttempt(bearer.key(), bearer.id(), bearer.version(), state, api.now());
    api.ports().attempts().end(end);
  }

  private void state(Bearer bearer, String state) {
    var body = "{\"state\":\"%s\",\"end_date\":\"%s\"}".formatted(state, api.now());
    assertThat(api.as(bearer, "PATCH", ServedApi.of(bearer) + "/state", body).statusCode())
        .isEqualTo(204);
  }
}
