package dev.updraft.runner.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A command to start.
 *
 * @param line the program and its arguments
 * @param environment all its variables
 * @param directory where it runs
 */
record Command(List<String> line, Map<String, String> environment, Path directory) {
  private static final String PATH = "PATH";
  private static final String PATH_DEFAULT = "/usr/bin:/bin";

  Command {
    line = List.copyOf(line);
    environment = Map.copyOf(environment);
  }

  /**
   * The same with the program's file, which is looked for on the command's own PATH and then on
   * this process's.
   *
   * @throws IOException if something of it cannot be; the message says what
   */
  Command checked() throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          "cannot start '%s' in %s: it is no directory".formatted(program(), directory));
    }
    if (Stream.concat(line.stream(), variables().stream()).anyMatch(text -> text.indexOf(0) >= 0)) {
      throw new IOException(
          "cannot start '%s': an argument or variable has a NUL in it".formatted(program()));
    }
    if (program().contains("/")) {
      return this;
    }
    var file = onPath(program(), environment.get(PATH));
    if (file == null) {
      file = onPath(program(), System.getenv(PATH));
    }
    if (file == null) {
      throw new IOException(
          "cannot start '%s': there is no such program on the PATH".formatted(program()));
    }
    var checked = new ArrayList<>(line);
    checked.set(0, file.toString());
    return new Command(checked, environment, directory);
  }

  String program() {
    return line.getFirst();
  }

  /** Its variables as a program gets them. */
  List<String> variables() {
    return environment.entrySet().stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .toList();
  }

  static @Nullable Path onPath(String program, @Nullable String path) {
    for (var directory : (path == null ? PATH_DEFAULT : path).split(":", -1)) {
      var file = Path.of(directory, program);
      if (Files.isExecutable(file) && !Files.isDirectory(file)) {
        return file;
      }
    }
    return null;
  }
}
