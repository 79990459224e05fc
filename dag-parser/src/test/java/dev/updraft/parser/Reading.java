package dev.updraft.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Task;
import dev.updraft.core.port.Bytes;
import dev.updraft.parser.ParseRequest.SourceFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Short ways to read a text as the file {@code etl.yml}. */
final class Reading {
  static final Instant NOW = Instant.parse("2026-11-21T10:30:00Z");

  private Reading() {}

  static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  static ParsedFile file(String text) {
    return DagFileParser.parse(ParseRequest.of("etl.yml", bytes(text), NOW));
  }

  static ParsedFile file(String text, Map<String, String> variables, OtherFiles files) {
    return DagFileParser.parse(
        new ParseRequest(
            "etl.yml", bytes(text), List.of(), variables, NOW, files, ParseSettings.AIRFLOW));
  }

  /** The file below folders with defaults, the farthest first. */
  static ParsedFile below(String text, SourceFile... defaults) {
    return DagFileParser.parse(
        new ParseRequest(
            "etl.yml",
            bytes(text),
            List.of(defaults),
            Map.of(),
            NOW,
            OtherFiles.NONE,
            ParseSettings.AIRFLOW));
  }

  /** The one DAG of a file without errors. */
  static Dag dag(String text) {
    var parsed = file(text);
    assertThat(parsed.errors()).isEmpty();
    assertThat(parsed.dags()).hasSize(1);
    return parsed.dags().getFirst();
  }

  /** The lines of the errors of a file. */
  static List<String> errors(String text) {
    return file(text).errors().stream().map(FileError::line).toList();
  }

  static List<String> warnings(String text) {
    return file(text).warnings().stream().map(FileError::line).toList();
  }

  static Task task(Dag dag, String taskId) {
    return dag.tasks().stream()
        .filter(task -> task.taskId().value().equals(taskId))
        .findFirst()
        .orElseThrow();
  }

  static List<String> upstream(Dag dag, String taskId) {
    return task(dag, taskId).upstream().stream().map(Object::toString).toList();
  }
}
