package dev.updraft.sync.diff;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.port.Bytes;
import dev.updraft.parser.DagFileParser;
import dev.updraft.parser.FileError;
import dev.updraft.parser.ParseRequest;
import dev.updraft.parser.ParseSettings;
import dev.updraft.parser.folder.DagFolder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The DAGs that a set of files defines.
 *
 * @param dags by their ids; of a DAG that two files define, the first file's
 * @param errors why others do not load
 */
public record DagSide(SortedMap<String, Found> dags, List<FileError> errors) {
  private static final List<String> DEFAULTS = List.of("defaults.yml", "defaults.yaml");

  public DagSide {
    dags = Collections.unmodifiableSortedMap(new TreeMap<>(dags));
    errors = List.copyOf(errors);
  }

  /**
   * A DAG and where it is defined.
   *
   * @param file the path of its file
   * @param dag the DAG
   */
  public record Found(String file, Dag dag) {}

  /**
   * Files, wherever they lie.
   *
   * @param paths of all of them
   * @param content gives a file's bytes; null if it is not there
   */
  public record Source(Set<String> paths, Function<String, byte @Nullable []> content) {
    byte @Nullable [] bytes(String path) {
      return paths.contains(path) ? content.apply(path) : null;
    }

    @Nullable String text(String path) {
      var bytes = bytes(path);
      return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** What these files define, as the scheduler reads them. */
  public static DagSide of(
      Source source, Map<String, String> variables, ParseSettings settings, Instant now) {
    var dags = new TreeMap<String, Found>();
    var errors = new ArrayList<FileError>();
    for (var path : source.paths().stream().filter(DagFolder::isDagFile).sorted().toList()) {
      var bytes = source.bytes(path);
      if (bytes == null) {
        continue;
      }
      var request =
          new ParseRequest(
              path,
              Bytes.of(bytes),
              defaults(source, path),
              variables,
              now,
              source::text,
              settings);
      var parsed = DagFileParser.parse(request);
      parsed.dags().forEach(dag -> dags.putIfAbsent(dag.dagId().value(), new Found(path, dag)));
      errors.addAll(parsed.errors());
    }
    return new DagSide(dags, errors);
  }

  private static List<ParseRequest.SourceFile> defaults(Source source, String path) {
    var found = new ArrayList<ParseRequest.SourceFile>();
    for (int slash = path.lastIndexOf('/'); ; slash = path.lastIndexOf('/', slash - 1)) {
      var folder = path.substring(0, slash + 1);
      for (var name : DEFAULTS) {
        var bytes = source.bytes(folder + name);
        if (bytes != null) {
          found.addFirst(new ParseRequest.SourceFile(folder + name, Bytes.of(bytes)));
          break;
        }
      }
      if (slash < 0) {
        return found;
      }
    }
  }
}
