package dev.updraft.core.port.contract;

import static dev.updraft.core.port.contract.Samples.at;
import static dev.updraft.core.port.contract.Samples.dag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.fixture.Dags;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.Catalog.DagRow;
import dev.updraft.core.port.Catalog.FileRow;
import dev.updraft.core.port.Catalog.VersionRow;
import dev.updraft.core.port.TooLargeException;
import dev.updraft.core.wire.DagVersions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link Catalog} does. */
public abstract class CatalogContract {
  private static final DagId ORDERS = new DagId("orders");
  private static final String FILE = "team/orders.yaml";

  private Catalog catalog;

  /** An empty one. */
  protected abstract Catalog open();

  @BeforeEach
  void openCatalog() {
    catalog = open();
  }

  @Test
  void anUnknownDagHasNothing() {
    assertThat(catalog.get(ORDERS)).isNull();
    assertThat(catalog.definition(ORDERS, Samples.VERSION)).isNull();
    assertThat(catalog.source(ORDERS, Samples.VERSION)).isNull();
    assertThat(catalog.versions(ORDERS, null, 5).items()).isEmpty();
    assertThat(catalog.file(FILE)).isNull();
  }

  @Test
  void aPublishedDagHasARowADefinitionAndASource() {
    var version = publish("echo 1", 0);
    assertThat(version.number()).isEqualTo(1);
    assertThat(version.createdAt()).isEqualTo(at(0));
    assertThat(catalog.definition(ORDERS, version.hash())).isEqualTo(dag("orders", "echo 1"));
    assertThat(catalog.source(ORDERS, version.hash())).isEqualTo("source of echo 1");
    var row = row();
    assertThat(row.version()).isEqualTo(version.hash());
    assertThat(row.relativeFileloc()).isEqualTo(FILE);
    assertThat(row.lastParsedAt()).isEqualTo(at(0));
    assertThat(row.tags()).containsExactly("sales");
    assertThat(row.owners()).containsExactly("ada");
    assertThat(row.scheduleSummary()).isEqualTo("0 0 * * *");
    assertThat(row.paused()).isFalse();
    assertThat(row.nextRun()).isNull();
  }

  @Test
  void aDagThatIsTooLargeForItsRowIsRefusedBeforeAnythingOfItIsStored() {
    var tags = IntStream.range(0, 40_000).mapToObj(i -> "tag-%06d".formatted(i));
    var large = Dags.dag("orders").task("a").tags(tags.toArray(String[]::new)).build();
    assertThatThrownBy(() -> catalog.publish(large, Samples.VERSION, FILE, "source", at(0)))
        .isInstanceOf(TooLargeException.class)
        .hasMessageStartingWith("the row of DAG orders is too large: ")
        .hasMessageContaining("bytes, at most 358,400");
    assertThat(catalog.get(ORDERS)).isNull();
    assertThat(catalog.versions(ORDERS, null, 5).items()).isEmpty();
  }

  @Test
  void aFileWithMoreErrorsOrALongerPathThanARowHoldsIsRefused() {
    var errors = IntStream.range(0, 5_000).mapToObj(i -> "x".repeat(100) + i).toList();
    var many = new Catalog.FileRow(FILE, "e", at(0), Map.of(), errors);
    assertThatThrownBy(() -> catalog.recordFile(many))
        .isInstanceOf(TooLargeException.class)
        .hasMessageStartingWith("the row of file " + FILE);
    var deep = new Catalog.FileRow("a/".repeat(513), "e", at(0), Map.of(), List.of());
    assertThatThrownBy(() -> catalog.recordFile(deep))
        .isInstanceOf(TooLargeException.class)
        .hasMessage("the name of a file is too large: 1,026 bytes, at most 1,024 are possible");
    assertThat(catalog.files(null, 5).items()).isEmpty();
  }

  @Test
  void everyNewVersionCountsOneMoreAndBecomesCurrent() {
    publish("echo 1", 0);
    var second = publish("echo 2", 1);
    assertThat(second.number()).isEqualTo(2);
    assertThat(row().version()).isEqualTo(second.hash());
    assertThat(row().versionNumber()).isEqualTo(2);
    for (var i = 3; i <= 11; i++) {
      publish("echo " + i, i);
    }
    assertThat(Samples.all(from -> catalog.versions(ORDERS, from, 4)))
        .extracting(VersionRow::number)
        .containsExactly(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
  }

  @Test
  void aVersionPublishedAgainKeepsItsNumberAndBecomesCurrent() {
    var first = publish("echo 1", 0);
    publish("echo 2", 1);
    assertThat(publish("echo 1", 2)).isEqualTo(first);
    assertThat(row().version()).isEqualTo(first.hash());
    assertThat(row().versionNumber()).isEqualTo(1);
    assertThat(row().lastParsedAt()).isEqualTo(at(2));
    assertThat(publish("echo 3", 3).number()).isEqualTo(3);
  }

  @Test
  void aLargeDefinitionAndSourceComeBackWhole() {
    var noise =
        new Random(5)
            .ints(200_000, 'a', 'z')
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    var version = publish(noise, 0);
    assertThat(catalog.definition(ORDERS, version.hash())).isEqualTo(dag("orders", noise));
    assertThat(catalog.source(ORDERS, version.hash())).isEqualTo("source of " + noise);
  }

  @Test
  void whatThePlanSaysStaysWhenANewVersionComes() {
    publish("echo 1", 0);
    var next = new Decision.NextRun(at(0), at(0), at(60), at(60));
    catalog.record(new Decision.RecordPlan(ORDERS, row().version(), true, next));
    assertThat(row().paused()).isTrue();
    assertThat(row().nextRun()).isEqualTo(next);
    publish("echo 2", 1);
    assertThat(row().paused()).isTrue();
    assertThat(row().nextRun()).isEqualTo(next);
    catalog.record(new Decision.RecordPlan(ORDERS, row().version(), false, null));
    assertThat(row().paused()).isFalse();
    assertThat(row().nextRun()).isNull();
  }

  @Test
  void aPlanOfAnUnknownDagIsNotStored() {
    catalog.record(new Decision.RecordPlan(ORDERS, Samples.VERSION, true, null));
    assertThat(catalog.get(ORDERS)).isNull();
    assertThat(catalog.dags(null, 5).items()).isEmpty();
  }

  @Test
  void aRemovedDagIsNotListedButKeepsItsRowAndVersions() {
    var version = publish("echo 1", 0);
    catalog.remove(ORDERS);
    catalog.remove(ORDERS);
    catalog.remove(new DagId("never"));
    assertThat(catalog.dags(null, 5).items()).isEmpty();
    assertThat(row().version()).isEqualTo(version.hash());
    assertThat(catalog.definition(ORDERS, version.hash())).isNotNull();
    publish("echo 1", 5);
    assertThat(catalog.dags(null, 5).items()).hasSize(1);
  }

  @Test
  void dagsArePagedById() {
    for (var id : List.of("c", "a", "e", "b", "d")) {
      var dag = dag(id, "echo");
      catalog.publish(dag, DagVersions.hash(dag), id + ".yaml", "", at(0));
    }
    assertThat(Samples.all(from -> catalog.dags(from, 2)))
        .extracting(DagRow::dagId)
        .extracting(DagId::value)
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void filesAreStoredReplacedPagedAndForgotten() {
    for (var name : List.of("c", "a", "b")) {
      catalog.recordFile(file(name, List.of()));
    }
    var broken = file("b", List.of("b.yaml:3: tasks: expected a map"));
    catalog.recordFile(broken);
    assertThat(catalog.file("b")).isEqualTo(broken);
    assertThat(Samples.all(from -> catalog.files(from, 2)))
        .extracting(FileRow::relativeFileloc)
        .containsExactly("a", "b", "c");
    catalog.removeFile("b");
    catalog.removeFile("b");
    assertThat(catalog.file("b")).isNull();
  }

  private VersionRow publish(String command, long seconds) {
    var dag = dag("orders", command);
    VersionHash hash = DagVersions.hash(dag);
    return catalog.publish(dag, hash, FILE, "source of " + command, at(seconds));
  }

  private DagRow row() {
    return Objects.requireNonNull(catalog.get(ORDERS));
  }

  private static FileRow file(String name, List<String> errors) {
    return new FileRow(name, "etag", at(0), Map.of(ORDERS, Samples.VERSION), errors);
  }
}
