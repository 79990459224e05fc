package dev.updraft.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3BucketEntity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3Entity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
import dev.updraft.core.dag.Executors;
import dev.updraft.core.dag.Task;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.id.DagId;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.Inbox;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DagFileHandlerTest {
  private static final String ETL = "teams/orders & more/etl.yml";

  private final World world = new World();
  private final DagFileHandler handler =
      new DagFileHandler(
          new DagFiles(
              world.ports, Map.of("REGION", "eu"), Executors.everyOnAws("lambda"), world::now));

  @Test
  void aNewFileIsPublishedAndItsPlanTold() {
    created(ETL, dag("etl", "echo hi"));
    var row = Objects.requireNonNull(world.memory.catalog().get(new DagId("etl")));
    assertThat(row.relativeFileloc()).isEqualTo(ETL);
    assertThat(file(ETL).errors()).isEmpty();
    assertThat(told()).containsExactly("dag|etl DagPublished[version=" + row.version() + "]");
  }

  @Test
  void aFileThatHasNotChangedMakesNoVersionAndTellsNothing() {
    created(ETL, dag("etl", "echo hi"));
    world.inbox();
    world.later(Duration.ofMinutes(1));
    created(ETL, "# a remark\n" + dag("etl", "echo hi"));
    assertThat(told()).isEmpty();
    assertThat(versions("etl")).isEqualTo(1);
    created(ETL, dag("etl", "echo ho"));
    assertThat(told()).hasSize(1);
    assertThat(versions("etl")).isEqualTo(2);
  }

  @Test
  void aBadFileIsAnImportErrorWithItsPlaceAndHarmsNoOther() {
    put("bad.yml", "etl:\n  tasks: {a: {operator: [}\n");
    put("good.yml", dag("good", "true"));
    handle("ObjectCreated:Put", "bad.yml", "good.yml");
    assertThat(file("bad.yml").errors()).singleElement().asString().startsWith("bad.yml:2:");
    assertThat(file("bad.yml").dags()).isEmpty();
    assertThat(file("good.yml").errors()).isEmpty();
    assertThat(told()).singleElement().asString().startsWith("dag|good DagPublished");
  }

  @Test
  void aFileThatTurnsBadKeepsItsLastGoodVersion() {
    created(ETL, dag("etl", "echo hi"));
    var good = file(ETL).dags();
    world.inbox();
    created(ETL, "etl: [");
    assertThat(file(ETL).errors()).hasSize(1);
    assertThat(file(ETL).dags()).isEqualTo(good);
    assertThat(world.memory.catalog().get(new DagId("etl"))).isNotNull();
    assertThat(told()).isEmpty();
    created(ETL, dag("etl", "echo hi"));
    assertThat(file(ETL).errors()).isEmpty();
    assertThat(versions("etl")).isEqualTo(1);
  }

  @Test
  void aBadDagInAFileHarmsNoOtherDagOfIt() {
    created("two.yml", dag("one", "true") + dag("two", "true"));
    world.inbox();
    created("two.yml", dag("one", "false") + "two:\n  schedule: often\n  tasks: {}\n");
    assertThat(file("two.yml").errors()).isNotEmpty();
    assertThat(told()).singleElement().asString().startsWith("dag|one DagPublished");
    assertThat(file("two.yml").dags()).containsOnlyKeys(new DagId("one"), new DagId("two"));
  }

  @Test
  void aDeletedFileWithdrawsItsDags() {
    created(ETL, dag("etl", "true") + dag("other", "true"));
    world.inbox();
    world.memory.blobs().delete(ETL);
    handle("ObjectRemoved:Delete", ETL);
    assertThat(told()).containsExactlyInAnyOrder("dag|etl DagRemoved[]", "dag|other DagRemoved[]");
    assertThat(world.memory.catalog().file(ETL)).isNull();
    assertThat(world.memory.catalog().dags(null, 10).items()).isEmpty();
    handle("ObjectRemoved:Delete", ETL);
    assertThat(told()).as("told once").isEmpty();
  }

  @Test
  void aDagThatLeavesItsFileIsWithdrawnAndOneThatComesBackIsPublishedAnew() {
    created(ETL, dag("etl", "true") + dag("other", "true"));
    world.inbox();
    created(ETL, dag("etl", "true"));
    assertThat(told()).containsExactly("dag|other DagRemoved[]");
    world.later(Duration.ofMinutes(1));
    created(ETL, dag("etl", "true") + dag("other", "true"));
    assertThat(told()).singleElement().asString().startsWith("dag|other DagPublished");
    assertThat(versions("other")).isEqualTo(1);
  }

  @Test
  void aDagIdInTwoFilesBelongsToTheFirstAndIsAnErrorOfTheSecond() {
    created("a.yml", dag("etl", "echo first"));
    world.inbox();
    created("b.yml", dag("etl", "echo second") + dag("other", "true"));
    assertThat(file("b.yml").errors())
        .containsExactly("b.yml:1:1: DAG etl: is defined in a.yml already");
    assertThat(file("b.yml").dags()).containsOnlyKeys(new DagId("other"));
    assertThat(told()).singleElement().asString().startsWith("dag|other");
    assertThat(versions("etl")).isEqualTo(1);
    world.memory.blobs().delete("b.yml");
    handle("ObjectRemoved:Delete", "b.yml");
    assertThat(world.memory.catalog().get(new DagId("etl"))).as("a.yml has it").isNotNull();
  }

  @Test
  void aDagMovesToAnotherFileOnceItHasLeftTheFirst() {
    created("a.yml", dag("etl", "true"));
    world.memory.blobs().delete("a.yml");
    handle("ObjectRemoved:Delete", "a.yml");
    created("b.yml", dag("etl", "true"));
    assertThat(file("b.yml").errors()).isEmpty();
    var row = Objects.requireNonNull(world.memory.catalog().get(new DagId("etl")));
    assertThat(row.relativeFileloc()).isEqualTo("b.yml");
  }

  @Test
  void aChangeThatIsToldAfterItsFileIsGoneIsARemoval() {
    created(ETL, dag("etl", "true"));
    world.inbox();
    world.memory.blobs().delete(ETL);
    handle("ObjectCreated:Put", ETL);
    assertThat(told()).containsExactly("dag|etl DagRemoved[]");
  }

  @Test
  void aChangedDefaultsFileIsReadIntoEveryFileBelowIt() {
    put("team/x.yml", dag("x", "true"));
    put("other/y.yml", dag("y", "true"));
    handle("ObjectCreated:Put", "team/x.yml", "other/y.yml");
    world.inbox();
    created("team/defaults.yml", "default_args:\n  retries: 7\n");
    assertThat(told()).singleElement().asString().startsWith("dag|x DagPublished");
    assertThat(task("x").retry().retries()).isEqualTo(7);
    assertThat(task("y").retry().retries()).isZero();
  }

  @Test
  void aDagThatIsTooLargeToStoreIsAnErrorOfItsFileAndStaysAsItWas() {
    created("x.yml", dag("x", "true"));
    var before = file("x.yml").dags();
    world.inbox();
    var tags = IntStream.range(0, 40_000).mapToObj(i -> "t%07d".formatted(i)).toList();
    created("x.yml", dag("y", "true") + dag("x", "true") + "  tags: " + tags + "\n");
    assertThat(file("x.yml").errors())
        .singleElement()
        .asString()
        .startsWith("x.yml:1:1: DAG x: the row of DAG x is too large: ");
    assertThat(file("x.yml").dags()).containsAllEntriesOf(before).hasSize(2);
    assertThat(told()).singleElement().asString().startsWith("dag|y DagPublished");
  }

  @Test
  void otherFilesAreNobodysBusiness() {
    created("helpers.py", "print('hi')");
    assertThat(world.memory.catalog().files(null, 10).items()).isEmpty();
    assertThat(told()).isEmpty();
  }

  private static String dag(String dagId, String command) {
    return """
    %s:
      default_args: {owner: me, start_date: 2026-01-01}
      schedule: null
      tasks:
        a:
          operator: airflow.providers.standard.operators.bash.BashOperator
          bash_command: %s
    """
        .formatted(dagId, command);
  }

  private void put(String path, String text) {
    world.memory.blobs().put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private void created(String path, String text) {
    put(path, text);
    handle("ObjectCreated:Put", path);
  }

  private void handle(String event, String... paths) {
    var records = Stream.of(paths).map(path -> record(event, path)).toList();
    assertThat(handler.handleRequest(new S3Event(records), World.CONTEXT)).isEqualTo(paths.length);
  }

  private static S3EventNotificationRecord record(String event, String path) {
    var key = URLEncoder.encode(path, StandardCharsets.UTF_8);
    var object = new S3ObjectEntity(key, 0L, "", "", "");
    var bucket = new S3BucketEntity("dags", null, "arn:aws:s3:::dags");
    var entity = new S3Entity("updraft", bucket, object, "1.0");
    return new S3EventNotificationRecord(
        "us-east-1", event, "aws:s3", null, "2.1", null, null, entity, null);
  }

  private Catalog.FileRow file(String path) {
    return Objects.requireNonNull(world.memory.catalog().file(path), path);
  }

  private int versions(String dagId) {
    return world.memory.catalog().versions(new DagId(dagId), null, 10).items().size();
  }

  private Task task(String dagId) {
    var row = Objects.requireNonNull(world.memory.catalog().get(new DagId(dagId)));
    var dag = world.memory.catalog().definition(row.dagId(), row.version());
    return Objects.requireNonNull(dag).tasks().getFirst();
  }

  private List<String> told() {
    return world.inbox().stream().map(DagFileHandlerTest::words).toList();
  }

  private static String words(Inbox.Message message) {
    return message.to().text() + " " + (PlanEvent) message.event();
  }
}
