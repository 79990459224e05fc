package dev.updraft.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A DAG folder full of what breaks readers: the program starts, says so, and reads the rest. */
class HostileFolderJourney {
  private static final String TASK =
      "{operator: airflow.providers.standard.operators.empty.EmptyOperator}";

  @Test
  void itStartsOnAFolderOfFilesThatBreakReaders(@TempDir Path folder) throws IOException {
    var dags = Files.createDirectories(folder.resolve("dags"));
    var many = new StringBuilder();
    for (int i = 0; i < 9_000; i++) {
      many.append("many").append(i).append(": {tasks: {a: {operator: Bashh}}}\n");
    }
    Files.writeString(dags.resolve("a-many.yml"), many);
    try (var sparse = new RandomAccessFile(dags.resolve("b-sparse.yml").toFile(), "rw")) {
      sparse.setLength(3L * 1024 * 1024 * 1024);
    }
    Files.createSymbolicLink(dags.resolve("c-nowhere.yml"), Path.of("no-such-file"));
    var deep = dags;
    for (int i = 0; i < 6; i++) {
      deep = deep.resolve("d".repeat(200));
    }
    Files.createDirectories(deep);
    Files.writeString(deep.resolve("deep.yml"), "deep:\n  tasks: {a: %s}\n".formatted(TASK));
    Files.writeString(dags.resolve("e-bomb.yml"), bomb());
    Files.writeString(
        dags.resolve("f-wide.yml"),
        "wide:\n  description: %s\n  tasks: {a: %s}\n".formatted("x".repeat(1_000_000), TASK));
    Files.writeString(dags.resolve("z.yml"), "last:\n  tasks: {a: %s}\n".formatted(TASK));

    try (var updraft = UpdraftProcess.up(folder)) {
      new Journeying(updraft.api(), "last").known();
      var errors = new ImportErrors(updraft.api());
      assertThat(errors.of("a-many.yml")).contains("DAG many0", "more problems");
      assertThat(errors.of("b-sparse.yml")).contains("3221225472 bytes");
      assertThat(errors.of("c-nowhere.yml")).contains("a link that leads nowhere");
      assertThat(errors.of("e-bomb.yml")).contains("too large");
      assertThat(errors.of("f-wide.yml")).contains("DAG wide", "too large");

      updraft.write("later.yml", "later:\n  tasks: {a: %s}\n".formatted(TASK));
      new Journeying(updraft.api(), "later").known();
      var health = updraft.api().get("monitor/health").json();
      assertThat(health.at("/dag_processor/status").asText()).isEqualTo("healthy");
      assertThat(health.at("/metadatabase/status").asText()).isEqualTo("healthy");
    }
  }

  /** Aliases of aliases: some lines that are a billion values. */
  private static String bomb() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      var before = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (before + ", ").repeat(9) + before));
    }
    return bomb.toString();
  }
}
