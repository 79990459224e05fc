package dev.updraft.parser;

import dev.updraft.core.dag.Dag;
import java.util.List;

/**
 * What a DAG file says.
 *
 * @param dags the DAGs that load, in the file's order
 * @param errors why others, or the whole file, do not
 * @param warnings what loads but is probably not what was meant
 */
public record ParsedFile(List<Dag> dags, List<FileError> errors, List<FileError> warnings) {
  public ParsedFile {
    dags = List.copyOf(dags);
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }
}
