package dev.updraft.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A DAG folder that tests write to. */
record Folder(Path root) {
  static final String GOOD =
      """
      %s:
        schedule: "@daily"
        tasks:
          a: {operator: airflow.providers.standard.operators.bash.BashOperator, bash_command: echo 1}
      """;

  Folder write(String path, String text) throws IOException {
    var file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** A file with one DAG that loads. */
  Folder dag(String path, String dagId) throws IOException {
    return write(path, GOOD.formatted(dagId));
  }

  /** A file with one DAG that does not load. */
  Folder badDag(String path, String dagId) throws IOException {
    return write(path, dagId + ":\n  shcedule: '@daily'\n");
  }

  Folder delete(String path) throws IOException {
    Files.delete(root.resolve(path));
    return this;
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
