package dev.updraft.parser.definition;

import dev.updraft.parser.yaml.Value.Fields;
import java.util.Set;

/** Files that hold parts of DAGs, or data that DAGs name, but no DAG. */
public final class Fragments {
  private static final Set<String> RESERVED = Set.of("default", "task_groups");

  private Fragments() {}

  /**
   * Whether the file's top level is that of the inside of a DAG, or of a file of datasets. One with
   * tasks is an error: its author forgot the DAG's name.
   */
  public static boolean isFragment(Fields root, Problems problems) {
    boolean fragment =
        !root.entries().isEmpty()
            && root.entries().entrySet().stream()
                .filter(entry -> !RESERVED.contains(entry.getKey()))
                .allMatch(entry ->
                    (KnownKeys.DAG.contains(entry.getKey()) || entry.getKey().equals("datasets"))
                        && !(entry.getValue().value() instanceof Fields fields
                            && fields.get("tasks") != null));
    if (fragment && root.get("tasks") != null) {
      problems.error(
          root.at(), "tasks", "stands at the top level: expected the DAG's name above its keys");
    }
    return fragment;
  }
}
