package dev.updraft.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Executors;
import dev.updraft.core.id.DagId;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.wire.Json;
import dev.updraft.parser.DagFileParser;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** DAG files that would break what keeps them: each is its own import error, and no more. */
class HostileDagFilesTest {
  private static final int ROW_BYTES_MAX = 400 * 1_024;

  private final World world = new World();
  private final DagFiles files =
      new DagFiles(world.ports, Map.of(), Executors.everyOnAws("lambda"), world::now);

  @Test
  void thousandsOfProblemsAreTheFirstOnesAndANumber() {
    var dags =
        IntStream.range(0, 9_000)
            .mapToObj("many%d: {tasks: {a: {operator: Bashh}}}\n"::formatted)
            .collect(Collectors.joining());
    var row = read("many.yml", dags);

    assertThat(row.errors()).hasSizeLessThanOrEqualTo(101);
    assertThat(row.errors().getFirst()).startsWith("many.yml:1:").contains("DAG many0");
    assertThat(row.errors().getLast()).matches("many.yml:1:1: and [\\d,]+ more problems");
    fitsInARow(row);
  }

  @Test
  void aProblemThatQuotesMegabytesIsCut() {
    var row =
        read("wide.yml", "wide:\n  tasks: {a: {operator: %s}}\n".formatted("x".repeat(3_000_000)));

    assertThat(row.errors()).isNotEmpty();
    fitsInARow(row);
  }

  @Test
  void moreDagsThanARowCanNameAreRefusedWithTheirNumber() {
    var dags =
        IntStream.range(0, 5_000)
            .mapToObj(
                "d%d: {tasks: {a: {operator: airflow.providers.standard.operators.empty.EmptyOperator}}}\n"
                    ::formatted)
            .collect(Collectors.joining());
    var row = read("crowd.yml", dags);

    assertThat(row.errors()).singleElement().asString().contains("defines 5,000 DAGs");
    fitsInARow(row);
  }

  @Test
  void aPathThatIsTooLongForItsRowIsTheErrorOfAShorterOne() {
    var path = "ä/".repeat(600) + "deep.yml";
    put(path, good("deep"));
    files.changed(path);

    var row = onlyRow();
    assertThat(row.relativeFileloc().getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(DagFiles.PATH_BYTES_MAX);
    assertThat(row.relativeFileloc()).startsWith("ä/ä/");
    assertThat(row.errors()).singleElement().asString().contains("its path has 1808 bytes");

    files.forget(path);
    assertThat(world.memory.catalog().files(null, 10).items()).isEmpty();
  }

  @Test
  void aFileOfMoreThanIsReadNamesItsWholeSize() {
    var bytes = new byte[3 * DagFileParser.SIZE_MAX_BYTES];
    Arrays.fill(bytes, (byte) '#');
    world.ports.dagFiles().put("vast.yml", bytes);
    files.changed("vast.yml");

    assertThat(file("vast.yml").errors())
        .containsExactly("vast.yml:1:1: the file has 15728640 bytes, at most 5242880 are read");
  }

  @Test
  void whatWasGoodBeforeStays() {
    var before = read("etl.yml", good("etl")).dags();
    files.refuse("etl.yml", "it is no file any more");

    assertThat(file("etl.yml").dags()).isEqualTo(before).containsKey(new DagId("etl"));
    assertThat(read("etl.yml", good("etl")).errors()).isEmpty();
  }

  private static void fitsInARow(Catalog.FileRow row) {
    assertThat(Json.write(row).getBytes(StandardCharsets.UTF_8).length).isLessThan(ROW_BYTES_MAX);
  }

  private static String good(String dagId) {
    return "%s:\n  tasks:\n    a: {operator: airflow.providers.standard.operators.empty.EmptyOperator}\n"
        .formatted(dagId);
  }

  private Catalog.FileRow read(String path, String yaml) {
    put(path, yaml);
    files.changed(path);
    return file(path);
  }

  private void put(String path, String yaml) {
    world.ports.dagFiles().put(path, yaml.getBytes(StandardCharsets.UTF_8));
  }

  private Catalog.FileRow file(String path) {
    return Objects.requireNonNull(world.memory.catalog().file(path));
  }

  private Catalog.FileRow onlyRow() {
    var rows = world.memory.catalog().files(null, 10).items();
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }
}
