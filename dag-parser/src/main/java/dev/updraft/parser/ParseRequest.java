package dev.updraft.parser;

import dev.updraft.core.port.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One DAG file and all that reading it depends on.
 *
 * @param path the file's path below the DAG folder, with forward slashes
 * @param content its bytes
 * @param defaults the {@code defaults.yml} files of its folder and the folders above, the farthest
 *     first, the nearest last
 * @param variables the variables that {@code $NAME} and {@code ${NAME}} stand for
 * @param now the instant that relative dates count from
 * @param files gives the text of another file the DAG file names, such as {@code schedule.file};
 *     null if it is not there
 * @param settings what a file leaves unsaid
 */
public record ParseRequest(
    String path,
    Bytes content,
    List<SourceFile> defaults,
    Map<String, String> variables,
    Instant now,
    OtherFiles files,
    ParseSettings settings) {
  public ParseRequest {
    defaults = List.copyOf(defaults);
    variables = new TreeMap<>(variables);
  }

  /** A request for a file that stands alone, with Airflow's settings. */
  public static ParseRequest of(String path, Bytes content, Instant now) {
    return new ParseRequest(
        path, content, List.of(), Map.of(), now, OtherFiles.NONE, ParseSettings.AIRFLOW);
  }

  /**
   * A file and its bytes.
   *
   * @param path its path below the DAG folder, with forward slashes
   * @param content its bytes
   */
  public record SourceFile(String path, Bytes content) {}
}
