package dev.updraft.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.wire.Json;
import dev.updraft.runner.Ending;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LaunchMessagesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Context CONTEXT =
      (Context)
          Proxy.newProxyInstance(
              LaunchMessagesTest.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (_, method, _) -> {
                if (method.getName().equals("getRemainingTimeInMillis")) {
                  return 900_000;
                }
                throw new UnsupportedOperationException(method.getName());
              });

  private final Queue<String> ran = new ConcurrentLinkedQueue<>();

  @Test
  void anAttemptThatWasReportedIsDoneHoweverItEnded() {
    for (var outcome :
        List.of(new Outcome.Succeeded(), new Outcome.Failed(true), new Outcome.Skipped())) {
      assertThat(failed(_ -> new Ending.Reported(outcome), launch("a"))).isEmpty();
    }
    assertThat(ran).containsExactly("a", "a", "a");
  }

  @Test
  void anAttemptThatSomeoneElseHasOrNobodyWantsIsDropped() {
    assertThat(failed(_ -> new Ending.NotClaimed("409: it runs elsewhere"), launch("a"))).isEmpty();
    assertThat(failed(_ -> new Ending.Stopped(), launch("a"))).isEmpty();
  }

  @Test
  void anAttemptThatCouldNotBeReportedComesAgain() {
    assertThat(failed(_ -> new Ending.Unreported("no answer"), launch("a"))).containsExactly("m0");
  }

  @Test
  void aRunnerThatCrashesFailsItsOwnMessageAlone() {
    Function<LaunchMessage, Ending> runner =
        message ->
            switch (message.key().taskInstance().taskId().value()) {
              case "crash" -> throw new IllegalStateException("a fault in the runner");
              case "die" -> throw new OutOfMemoryError("of the test's making");
              case "mute" -> new Ending.Unreported("no answer");
              case "late" -> new Ending.NotClaimed("409");
              default -> new Ending.Reported(new Outcome.Succeeded());
            };
    assertThat(
            failed(
                runner,
                launch("a"),
                launch("crash"),
                launch("mute"),
                "no attempt",
                launch("late"),
                launch("die"),
                launch("b")))
        .containsExactly("m1", "m2", "m3", "m5");
    assertThat(ran).hasSize(6).contains("a", "b");
    assertThat(failed(runner, launch("crash"))).containsExactly("m0");
  }

  @Test
  void theAttemptsOfABatchRunAtOnce() {
    var all = new CountDownLatch(5);
    Function<LaunchMessage, Ending> runner =
        _ -> {
          all.countDown();
          try {
            return all.await(20, TimeUnit.SECONDS)
                ? new Ending.Reported(new Outcome.Succeeded())
                : new Ending.Unreported("it waited for the others");
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ending.Unreported("interrupted");
          }
        };
    assertThat(failed(runner, launch("a"), launch("b"), launch("c"), launch("d"), launch("e")))
        .isEmpty();
  }

  @Test
  void whatIsNoAttemptGoesToTheDeadLettersAndRunsNothing() {
    for (var body : List.of("", "{", "null", "[]", "{\"id\":\"7\"}", "{}")) {
      assertThat(failed(_ -> new Ending.Stopped(), body)).as(body).containsExactly("m0");
    }
    assertThat(ran).isEmpty();
  }

  @Test
  void aMessageSaysHowOftenItHasCome() {
    var record = new SQSEvent.SQSMessage();
    record.setMessageId("m");
    record.setBody(launch("a"));
    record.setAttributes(Map.of("ApproximateReceiveCount", "3"));
    var event = new SQSEvent();
    event.setRecords(List.of(record));
    var counts = new ConcurrentLinkedQueue<Integer>();
    var messages = new LaunchMessages((_, receives) -> counts.add(receives));
    assertThat(ids(messages.each(event))).isEmpty();
    assertThat(counts).containsExactly(3);
  }

  @Test
  void aProcessOfItsOwnGivesAttemptsAnyTime() {
    var attempts =
        new AttemptsHere((_, left) -> {
          assertThat(left).isNull();
          return new Ending.Reported(new Outcome.Succeeded());
        });
    assertThat(attempts.messages().isDone("m", launch("a"), 1)).isTrue();
  }

  private List<String> failed(Function<LaunchMessage, Ending> runner, String... bodies) {
    var records = new ArrayList<SQSEvent.SQSMessage>();
    for (int i = 0; i < bodies.length; i++) {
      var record = new SQSEvent.SQSMessage();
      record.setMessageId("m" + i);
      record.setBody(bodies[i]);
      records.add(record);
    }
    var event = new SQSEvent();
    event.setRecords(records);
    var attempts =
        new AttemptsHere((message, left) -> {
          assertThat(left).isEqualTo(Duration.ofSeconds(870));
          ran.add(message.key().taskInstance().taskId().value());
          return runner.apply(message);
        });
    return ids(attempts.messages(CONTEXT).each(event));
  }

  private static List<String> ids(SQSBatchResponse response) {
    return response.getBatchItemFailures().stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }

  private static String launch(String taskId) {
    var run = new RunKey(new DagId("d"), new RunId("r"));
    var key = new AttemptKey(new TaskInstanceKey(run, new TaskId(taskId), -1), 1);
    return Json.write(
        new LaunchMessage(
            key, AttemptId.of(key, NOON), new VersionHash("4c1d"), "lambda", null, "ticket"));
  }
}
