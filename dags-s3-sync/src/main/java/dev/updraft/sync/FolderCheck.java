package dev.updraft.sync;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Position;
import dev.updraft.parser.DagFileParser;
import dev.updraft.parser.FileError;
import dev.updraft.parser.ParseSettings;
import dev.updraft.parser.ParsedFile;
import dev.updraft.parser.folder.DagFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * What is wrong with a folder's DAG files.
 *
 * @param errors why DAGs do not load, with their places
 * @param warnings what loads but is probably not what was meant
 * @param badFiles the paths of the files that errors are in, defaults among them
 */
record FolderCheck(List<Report.Line> errors, List<Report.Line> warnings, Set<String> badFiles) {
  FolderCheck {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    badFiles = Set.copyOf(badFiles);
  }

  /**
   * Reads DAG files.
   *
   * @param paths of the folder's files, DAG files or not
   * @param settings of the deployment that the files are for
   * @param progress is told how many have been read
   */
  static FolderCheck of(
      DagFolder folder,
      List<String> paths,
      Map<String, String> variables,
      ParseSettings settings,
      Instant now,
      IntConsumer progress)
      throws IOException {
    var owners = new TreeMap<String, String>();
    var errors = new ArrayList<Report.Line>();
    var warnings = new ArrayList<Report.Line>();
    var bad = new TreeSet<String>();
    int read = 0;
    for (var path : paths) {
      var request = folder.request(path, variables, now, settings);
      var parsed = withoutDuplicates(DagFileParser.parse(request), path, owners);
      var report = Report.of(path, path, parsed);
      errors.addAll(report.errors());
      warnings.addAll(report.warnings());
      for (var error : parsed.errors()) {
        bad.add(path);
        bad.add(error.at().file());
      }
      read++;
      progress.accept(read);
    }
    return new FolderCheck(errors, warnings, bad);
  }

  /** A DAG belongs to the first file that defines it, as in the catalog. */
  private static ParsedFile withoutDuplicates(
      ParsedFile parsed, String path, Map<String, String> owners) {
    var errors = new ArrayList<>(parsed.errors());
    for (var dag : parsed.dags()) {
      var owner = owners.putIfAbsent(dag.dagId().value(), path);
      if (owner != null) {
        errors.add(
            new FileError(
                place(dag, path),
                dag.dagId().value(),
                null,
                "is defined in " + owner + " already"));
      }
    }
    return new ParsedFile(parsed.dags(), errors, parsed.warnings());
  }

  private static Position place(Dag dag, String path) {
    return dag.position() == null ? new Position(path, 1, 1) : dag.position();
  }
}
