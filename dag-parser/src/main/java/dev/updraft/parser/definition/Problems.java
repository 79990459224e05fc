package dev.updraft.parser.definition;

import dev.updraft.core.dag.Position;
import dev.updraft.parser.FileError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is found wrong while one DAG, or one file outside its DAGs, is read. */
public final class Problems {
  /** How many errors of one DAG are told. */
  public static final int ERRORS_MAX = 50;

  private final @Nullable String dagId;
  private final Set<FileError> errors = new LinkedHashSet<>();
  private final Set<FileError> warnings = new LinkedHashSet<>();

  public Problems(@Nullable String dagId) {
    this.dagId = dagId;
  }

  /** Something for which the DAG does not load. */
  public void error(Position at, @Nullable String key, String message) {
    if (errors.size() < ERRORS_MAX) {
      errors.add(new FileError(at, dagId, key, message));
    }
  }

  /** Something that loads but is probably not what was meant. */
  public void warn(Position at, @Nullable String key, String message) {
    if (warnings.size() < ERRORS_MAX) {
      warnings.add(new FileError(at, dagId, key, message));
    }
  }

  /** Whether there is an error. */
  public boolean failed() {
    return !errors.isEmpty();
  }

  /** The errors so far. */
  public List<FileError> errors() {
    return new ArrayList<>(errors);
  }

  /** The warnings so far. */
  public List<FileError> warnings() {
    return new ArrayList<>(warnings);
  }
}
