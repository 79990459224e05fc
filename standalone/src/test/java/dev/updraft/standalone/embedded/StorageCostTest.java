package dev.updraft.standalone.embedded;

import static dev.updraft.core.port.contract.Samples.NOON;
import static dev.updraft.core.port.contract.Samples.RUNNER;
import static dev.updraft.core.port.contract.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.aws.AwsWorld;
import dev.updraft.aws.dynamo.Retention;
import dev.updraft.aws.meter.RequestMeter;
import dev.updraft.aws.meter.Usage;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.Inbox.Message;
import dev.updraft.core.port.StateStore.Stored;
import dev.updraft.core.port.contract.Samples;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.TaskInstanceState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What each step costs, as docs/storage.md says. */
class StorageCostTest {
  private static final EmbeddedAws AWS = EmbeddedAws.startInMemory();

  private final RequestMeter meter = new RequestMeter();
  private final AwsWorld world =
      AwsWorld.of(
          meter.watch(AWS.world().clients()),
          AWS.world().names(),
          Retention.DEFAULT,
          InstantSource.system());

  @AfterAll
  static void stop() {
    AWS.close();
  }

  @Test
  void everyChangeOfAnAttemptIsOneWriteUnit() {
    var key = Samples.attempt("extract", 1);
    var id = Samples.id(key);
    var attempts = world.attempts();
    assertThat(writes(() -> attempts.queue(Samples.launch(key, 0, NOON)))).isEqualTo(1);
    assertThat(writes(() -> attempts.claim(key, id, RUNNER, at(1)))).isEqualTo(1);
    assertThat(writes(() -> attempts.heartbeat(key, id, RUNNER, at(21)))).isEqualTo(1);
    assertThat(writes(() -> attempts.finish(key, id, TaskInstanceState.SUCCESS, at(30), null)))
        .isEqualTo(1);
    assertThat(writes(() -> attempts.claim(key, id, RUNNER, at(31)))).isEqualTo(1);
    assertThat(meter.usage().refusedWrites()).isEqualTo(1);
    assertThat(meter.usage().allReadUnits()).isZero();
  }

  @Test
  void aRunIsFiveWriteUnitsToBeginOneToStartAndTwoToEnd() {
    var run = Samples.runRow("orders", "r1", NOON);
    assertThat(writes(() -> world.runs().reserve(run.key(), NOON, NOON))).isEqualTo(1);
    assertThat(writes(() -> world.runs().create(run))).isEqualTo(4);
    assertThat(writes(() -> world.runs().record(run.key(), DagRunState.RUNNING, at(1), null)))
        .isEqualTo(1);
    assertThat(writes(() -> world.runs().record(run.key(), DagRunState.SUCCESS, at(9), null)))
        .isEqualTo(2);
  }

  @Test
  void aLogicalDateThatIsTakenIsOneRefusedWriteAndAtMostOneRead() {
    var run = Samples.runRow("orders", "taken", at(7));
    var other = Samples.run("other");
    world.runs().reserve(run.key(), at(7), NOON);
    world.runs().create(run);
    meter.reset();
    assertThat(world.runs().reserve(other, at(7), at(99_999))).isFalse();
    assertThat(meter.usage().allWriteUnits()).isEqualTo(1);
    assertThat(meter.usage().allReadUnits()).isEqualTo(1);
  }

  @Test
  void aCommitWritesTheHeadAndOnlySegmentsThatChanged() {
    var key = new AggregateKey.OfRun(Samples.run("r1"));
    var first = stored(1, List.of("a".repeat(900), "b".repeat(900)));
    var second = stored(2, List.of("a".repeat(900), "c".repeat(900)));
    assertThat(writes(() -> world.states().commit(key, null, first))).isEqualTo(3);
    assertThat(writes(() -> world.states().commit(key, first, second))).isEqualTo(2);
    assertThat(writes(() -> world.states().commit(key, second, stored(3, List.of())))).isEqualTo(1);
  }

  @Test
  void timersAndSmallXcomsAndLogsAreOneWriteUnit() {
    var due = new PlanEvent.ScheduleDue(NOON);
    var timer = new Decision.WakeAt(new AggregateKey.OfDag(Samples.run("r1").dagId()), NOON, due);
    assertThat(writes(() -> world.timers().put(timer))).isEqualTo(1);
    assertThat(
            writes(
                () -> world.xcoms().put(Samples.attempt("extract", 1), "return_value", "3", NOON)))
        .isEqualTo(1);
    assertThat(writes(() -> world.logs().append(Samples.attempt("extract", 1), 0, "line\n")))
        .isEqualTo(1);
    assertThat(meter.usage().s3Puts()).isZero();
  }

  @Test
  void aMinuteWithNothingDueIsFourReads() {
    meter.reset();
    assertThat(Samples.all(from -> world.timers().due(at(3600), from))).isEmpty();
    assertThat(meter.usage().allReadUnits()).isEqualTo(4);
  }

  @Test
  void tenMessagesAreOneRequest() {
    var messages =
        IntStream.range(0, 10)
            .mapToObj(i ->
                new Message(
                    new AggregateKey.OfRun(Samples.run("r" + i)),
                    new PlanEvent.PlanWatched(),
                    "m" + i))
            .toList();
    world.inbox().send(messages.subList(0, 1));
    meter.reset();
    world.inbox().send(messages);
    assertThat(meter.usage().sqsRequests()).isEqualTo(1);
    world.queues().receive(world.names().inboxQueue(), Duration.ZERO, Duration.ofSeconds(30));
    assertThat(meter.usage().sqsRequests()).isEqualTo(2);
  }

  @Test
  void nothingIsCountedWhileTheMeterIsOff() {
    meter.turn(false);
    world.xcoms().put(Samples.attempt("extract", 1), "return_value", "3", NOON);
    assertThat(meter.usage()).isEqualTo(new RequestMeter().usage());
  }

  private double writes(Runnable step) {
    double before = meter.usage().allWriteUnits();
    step.run();
    Usage after = meter.usage();
    return after.allWriteUnits() - before;
  }

  private static Stored stored(long version, List<String> segments) {
    return new Stored(
        version,
        1,
        Bytes.of(new byte[300]),
        segments.stream().map(text -> Bytes.of(text.getBytes(StandardCharsets.UTF_8))).toList(),
        List.of("m1"),
        Bytes.of());
  }
}
