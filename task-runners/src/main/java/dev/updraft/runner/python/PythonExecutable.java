package dev.updraft.runner.python;

import dev.updraft.runner.operator.TaskFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which Python runs users' functions, and the script it starts with. */
final class PythonExecutable {
  private static final Map<String, String> FOUND = new ConcurrentHashMap<>();
  private static final Path BOOTSTRAP = bootstrap();

  private PythonExecutable() {}

  /** The command that starts the bootstrap script. */
  static List<String> command(Map<String, String> environment) {
    var name = environment.getOrDefault("UPDRAFT_PYTHON", "python3");
    return List.of(
        FOUND.computeIfAbsent(name, each -> interpreter(each, environment)), BOOTSTRAP.toString());
  }

  /**
   * The interpreter itself: what is on the PATH may be a script that takes longer to choose one.
   */
  private static String interpreter(String name, Map<String, String> environment) {
    try {
      var builder = new ProcessBuilder(name, "-c", "import sys; print(sys.executable)");
      builder.environment().clear();
      builder.environment().putAll(environment);
      var process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 && !output.isBlank() ? output.strip() : name;
    } catch (IOException e) {
      throw TaskFailure.last(
          "%s cannot be started: install Python 3 or set UPDRAFT_PYTHON (%s)"
              .formatted(name, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return name;
    }
  }

  private static Path bootstrap() {
    try (@Nullable InputStream in = PythonExecutable.class.getResourceAsStream("bootstrap.py")) {
      if (in == null) {
        throw new IllegalStateException("bootstrap.py is missing from the program");
      }
      var directory = Files.createTempDirectory("updraft-python");
      var script = directory.resolve("updraft_bootstrap.py");
      Files.write(script, in.readAllBytes());
      script.toFile().deleteOnExit();
      directory.toFile().deleteOnExit();
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
