package dev.updraft.runner.python;

import dev.updraft.runner.operator.TaskFailure;
import dev.updraft.runner.process.Fence;
import dev.updraft.runner.process.Lines;
import dev.updraft.runner.process.UserProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Which Python runs users' functions, and the script it starts with. */
final class PythonExecutable {
  private static final Map<String, String> FOUND = new ConcurrentHashMap<>();
  private static final String SCRIPT = "updraft_bootstrap.py";
  private static final String PACKAGE = "updraft_task";
  private static final List<String> MODULES =
      List.of(
          "__init__", "airflow_names", "call", "channel", "context", "main", "streams", "values");
  private static final Path BOOTSTRAP = bootstrap();

  private PythonExecutable() {}

  /** The command that starts the bootstrap script. */
  static List<String> command(Map<String, String> environment, Fence fence) {
    var name = environment.getOrDefault("UPDRAFT_PYTHON", "python3");
    return List.of(
        FOUND.computeIfAbsent(name, each -> interpreter(each, environment, fence)),
        BOOTSTRAP.toString());
  }

  /**
   * The interpreter itself: what is on the PATH may be a script that takes longer to choose one.
   */
  private static String interpreter(String name, Map<String, String> environment, Fence fence) {
    try (var process =
        UserProcess.start(
            List.of(name, "-c", "import sys; print(sys.executable)"),
            environment,
            Path.of("/"),
            fence)) {
      var last = new AtomicReference<String>(name);
      Lines.forEach(process.output(), StandardCharsets.UTF_8, line -> last.set(line.stripped()));
      return process.waitFor() == 0 && !last.get().isEmpty() ? last.get() : name;
    } catch (IOException e) {
      throw TaskFailure.last(
          "%s cannot be started: install Python 3 or set UPDRAFT_PYTHON (%s)"
              .formatted(name, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return name;
    }
  }

  /** Writes the script and its modules out; they go with this process. */
  private static Path bootstrap() {
    try {
      var folder = Files.createTempDirectory("updraft-python");
      if (Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
        // Tasks may run as another user.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      Files.createDirectory(folder.resolve(PACKAGE));
      for (var module : MODULES) {
        write(folder, PACKAGE + "/" + module + ".py");
      }
      return write(folder, SCRIPT);
    } catch (IOException e) {
      throw new UncheckedIOException("the Python part of the program cannot be written out", e);
    }
  }

  private static Path write(Path folder, String name) throws IOException {
    try (@Nullable InputStream in = PythonExecutable.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return Files.write(folder.resolve(name), in.readAllBytes());
    }
  }

  /** Python leaves what it has compiled beside the modules. */
  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.getLogger(PythonExecutable.class.getName())
          .log(System.Logger.Level.DEBUG, folder + " is left behind", e);
    }
  }
}
