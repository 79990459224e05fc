package dev.updraft.standalone.embedded;

import static dev.updraft.core.port.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.aws.AwsWorld;
import dev.updraft.aws.dynamo.Retention;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.StateStore.Stored;
import dev.updraft.core.port.contract.Samples;
import dev.updraft.core.run.DagRunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** What the passing of days does to what is stored, although DynamoDB is slow to remove it. */
class RetentionTest {
  private final EmbeddedAws aws = EmbeddedAws.startInMemory();
  private Instant now = NOON;
  private final AwsWorld world =
      AwsWorld.of(aws.world().clients(), aws.world().names(), new Retention(90), () -> now);

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void historyIsGoneAfterItsRetention() {
    var run = Samples.runRow("orders", "r1", NOON);
    var key = Samples.attempt("extract", 1);
    world.runs().create(run);
    world.runs().record(run.key(), DagRunState.SUCCESS, NOON, null);
    world.attempts().queue(Samples.launch(key, 0, NOON));
    world.xcoms().put(key, "return_value", "3", NOON);
    later(Duration.ofDays(90));
    assertThat(world.runs().get(run.key())).isNotNull();
    later(Duration.ofSeconds(1));
    assertThat(world.runs().get(run.key())).isNull();
    assertThat(world.runs().latest(null, 5).items()).isEmpty();
    assertThat(world.attempts().get(key)).isNull();
    assertThat(world.attempts().ofRun(run.key(), null, 5).items()).isEmpty();
    assertThat(world.attempts().tries(key.taskInstance())).isEmpty();
    assertThat(world.xcoms().get(key.taskInstance(), "return_value")).isNull();
    assertThat(world.xcoms().list(key.taskInstance())).isEmpty();
  }

  @Test
  void aRunThatHasNotEndedNeverExpires() {
    var run = Samples.runRow("orders", "r1", NOON);
    world.runs().create(run);
    later(Duration.ofDays(900));
    assertThat(world.runs().get(run.key())).isNotNull();
    world.runs().record(run.key(), DagRunState.RUNNING, now, null);
    later(Duration.ofDays(900));
    assertThat(world.runs().get(run.key())).isNotNull();
    world.runs().record(run.key(), DagRunState.FAILED, now, null);
    later(Duration.ofDays(90));
    assertThat(world.runs().get(run.key())).isNotNull();
    later(Duration.ofSeconds(1));
    assertThat(world.runs().get(run.key())).isNull();
  }

  @Test
  void aRunIdIsFreeAgainAfterItsRetention() {
    var run = Samples.runRow("orders", "r1", NOON);
    world.runs().create(run);
    world.runs().record(run.key(), DagRunState.SUCCESS, NOON, null);
    later(Duration.ofDays(91));
    assertThat(world.runs().create(Samples.runRow("orders", "r1", now))).isTrue();
  }

  @Test
  void aSegmentInUseIsWrittenAgainBeforeItExpires() {
    var key = new AggregateKey.OfRun(Samples.run("r1"));
    Stored last = stored(1);
    world.states().commit(key, null, last);
    for (var version = 2; version < 8; version++) {
      later(Duration.ofDays(25));
      var next = stored(version);
      assertThat(world.states().commit(key, last, next)).isTrue();
      last = next;
      assertThat(segmentExpiry(key)).isAfter(now.plus(Duration.ofDays(25)));
    }
    assertThat(world.states().load(key)).isEqualTo(last);
  }

  private Instant segmentExpiry(AggregateKey key) {
    var items =
        aws.world()
            .clients()
            .dynamo()
            .scan(ScanRequest.builder().tableName(aws.world().names().stateTable()).build())
            .items();
    var segment =
        items.stream()
            .filter(item ->
                AttributeValue.fromS(key.text()).equals(item.get("pk")) && item.containsKey("b"))
            .findFirst()
            .orElseThrow();
    return Instant.ofEpochSecond(Long.parseLong(Objects.requireNonNull(segment.get("x")).n()));
  }

  private void later(Duration time) {
    now = now.plus(time);
  }

  private static Stored stored(long version) {
    var segment = Bytes.of(new byte[100]);
    return new Stored(version, 1, Bytes.of(), List.of(segment), List.of(), Bytes.of());
  }
}
