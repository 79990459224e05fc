package dev.updraft.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void twoFiles() throws IOException {
    Files.writeString(
        folder.resolve("good.yml"),
        """
        etl:
          schedule: "@daily"
          task_groups: {g: {dependencies: [a]}}
          tasks:
            a: {operator: airflow.providers.standard.operators.empty.EmptyOperator}
            b: {operator: my.Operator, task_group_name: g, expand: {x: [1, 2]}}
        """);
    Files.writeString(folder.resolve("bad.yml"), "etl2:\n  shcedule: '@daily'\n");
  }

  @Test
  void errorsArePrintedWithTheirPlacesAndTheCodeIsOne() {
    assertThat(run(NOON, folder.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("bad.yml: 0 DAGs, 0 tasks, 1 error")
        .contains(
            folder.resolve("bad.yml")
                + ":2:3: DAG etl2, key shcedule: a DAG has no such key, did you mean schedule?")
        .contains("good.yml: 1 DAG, 2 tasks, 0 errors")
        .contains("2 files, 1 DAG, 1 error");
  }

  @Test
  void aFolderWithoutErrorsIsZero() throws IOException {
    Files.delete(folder.resolve("bad.yml"));
    assertThat(run(NOON, folder.toString())).isZero();
  }

  @Test
  void aPathThatIsNotThereIsTwo() {
    assertThat(run(NOON, folder.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no such file or folder");
    assertThat(run(NOON)).isEqualTo(2);
  }

  @Test
  void airflowsVariableSaysHowIgnoreFilesAreWritten() throws IOException {
    Files.writeString(folder.resolve(".airflowignore"), "^bad\\.");
    assertThat(run(Map.of("AIRFLOW__CORE__DAG_IGNORE_FILE_SYNTAX", "regexp"))).isZero();
    assertThat(run(Map.of("AIRFLOW__CORE__DAG_IGNORE_FILE_SYNTAX", "glop"))).isEqualTo(2);
    assertThat(err.toString()).contains("is 'glop'; it can be glob or regexp");
  }

  @Test
  void filesForAwsAreHeldToWhatItsExecutorsCanDo() throws IOException {
    Files.delete(folder.resolve("bad.yml"));
    Files.writeString(
        folder.resolve("long.yml"),
        """
        long:
          tasks:
            a:
              operator: airflow.providers.standard.operators.empty.EmptyOperator
              execution_timeout: 3600
        """);
    assertThat(run(NOON, folder.toString())).isZero();
    assertThat(run(NOON, "--executor", "worker", folder.toString())).isZero();
    assertThat(run(NOON, "--executor", "lambda", folder.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("long.yml:5:7", "runs tasks for at most 1770 s");
    assertThat(run(NOON, "--executor", "celery", folder.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("expected one of [LAMBDA, WORKER, ECS] (case-insensitive) but was 'celery'");
  }

  private int run(Map<String, String> variables) {
    return ValidateCommand.commandLine(new ValidateCommand(NOON, variables))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(folder.toString());
  }

  @Test
  void jsonHoldsWhatTheDagsAre() throws JsonProcessingException {
    run(NOON, "--json", folder.resolve("good.yml").toString());
    var dag = Json.MAPPER.readTree(out.toString()).at("/files/0/dags/0");
    assertThat(dag.get("dag_id").asText()).isEqualTo("etl");
    assertThat(dag.get("tasks").toString()).isEqualTo("[\"a\",\"g.b\"]");
    assertThat(dag.get("groups").toString()).isEqualTo("[\"g\"]");
    assertThat(dag.get("edges").toString()).isEqualTo("[[\"a\",\"g (group)\"]]");
    assertThat(dag.get("mapped").toString()).isEqualTo("[\"g.b\"]");
    assertThat(dag.get("schedule").asText()).isEqualTo("@daily");
    assertThat(dag.get("missing").size()).isEqualTo(2);
  }

  @Test
  void jsonHoldsErrorsWithTheirPlaces() throws JsonProcessingException {
    run(NOON, "--json", folder.resolve("bad.yml").toString());
    var error = Json.MAPPER.readTree(out.toString()).at("/files/0/errors/0");
    assertThat(error.get("line").asInt()).isEqualTo(2);
    assertThat(error.get("column").asInt()).isEqualTo(3);
    assertThat(error.get("dag_id").asText()).isEqualTo("etl2");
    assertThat(error.get("key").asText()).isEqualTo("shcedule");
  }

  @Test
  void progressIsShownOnceASecondHasPassed() {
    var seconds = new AtomicLong();
    InstantSource slow = () -> Instant.EPOCH.plusSeconds(seconds.getAndIncrement());
    run(slow.withZone(ZoneOffset.UTC), folder.toString());
    assertThat(err.toString()).contains("1 of 2 files read");
    var quick = new StringWriter();
    ValidateCommand.commandLine(new ValidateCommand(NOON, Map.of()))
        .setErr(new PrintWriter(quick))
        .setOut(new PrintWriter(new StringWriter()))
        .execute(folder.toString());
    assertThat(quick.toString()).isEmpty();
  }

  private int run(Clock clock, String... args) {
    return ValidateCommand.commandLine(new ValidateCommand(clock, Map.of()))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
