package dev.updraft.standalone.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real program as a child process that serves a folder's {@code dags}. */
final class UpdraftProcess implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofMinutes(4);
  private static final Duration END_MAX = Duration.ofMinutes(3);

  private final Path folder;
  private final Process process;
  private final Api api;

  private UpdraftProcess(Path folder, Process process, Api api) {
    this.folder = folder;
    this.process = process;
    this.api = api;
  }

  /**
   * Starts it on a free port over the folders {@code dags} and {@code data}; waits till it serves.
   */
  static UpdraftProcess up(Path folder) {
    int port = freePort();
    var process = spawn(folder, arguments(folder, port));
    var started = new UpdraftProcess(folder, process, new Api(port));
    try {
      Eventually.see("the first answer", START_MAX, started::isServing, serving -> serving);
      return started;
    } catch (AssertionError e) {
      started.close();
      throw new AssertionError(e.getMessage() + "; it said: " + output(folder), e);
    }
  }

  /** Starts it on a port where it is expected to give up, and waits for its end. */
  static Ended upInVain(Path folder, int port) {
    var process = spawn(folder, arguments(folder, port));
    try {
      if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("it did not end; it said: " + output(folder));
      }
      return new Ended(process.exitValue(), output(folder));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the program ran", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Starts another one over the same folders, which is expected to give up. */
  Ended againInVain() {
    return upInVain(folder, freePort());
  }

  /** A port nothing listens on. */
  static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }

  /** Its API. */
  Api api() {
    return api;
  }

  /** What it has in its environment, beside the usual. */
  Map<String, String> environment() {
    return Aws.environment(folder);
  }

  /** Puts a DAG file in place at once, as editors and deployments do. */
  void write(String name, String yaml) {
    write(name, yaml.getBytes(StandardCharsets.UTF_8));
  }

  /** Puts the bytes of a DAG file in place at once. */
  void write(String name, byte... content) {
    try {
      var beside = Files.write(folder.resolve(name + ".part"), content);
      Files.move(beside, folder.resolve("dags").resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be written", e);
    }
  }

  /** {@code kill -9}; waits for its end. */
  void kill(Kill how) {
    how.kill(process.toHandle());
    await();
  }

  /** SIGTERM, as by Ctrl-C; waits for its end. */
  void stop(Duration limit) {
    process.destroy();
    await(limit);
  }

  @Override
  public void close() {
    var children = process.descendants().toList();
    process.destroy();
    await();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private void await() {
    await(END_MAX);
  }

  private void await(Duration limit) {
    try {
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("it did not stop in " + limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private boolean isServing() {
    if (!process.isAlive()) {
      throw new AssertionError("it ended with " + process.exitValue());
    }
    try {
      return api.get("version").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static List<String> arguments(Path folder, int port) {
    return List.of(
        "up",
        "--dags",
        folder.resolve("dags").toString(),
        "--data",
        folder.resolve("data").toString(),
        "--port",
        Integer.toString(port));
  }

  private static Process spawn(Path folder, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Xmx900m");
    command.add("-XX:TieredStopAtLevel=1"); // halves the time of a start
    command.add("-Dupdraft.home=" + home());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")));
    command.add("dev.updraft.standalone.Main");
    command.addAll(arguments);
    try {
      Files.createDirectories(folder.resolve("dags"));
      var builder = new ProcessBuilder(command);
      builder.environment().putAll(Aws.environment(folder));
      return builder
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output").toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("the program cannot be started", e);
    }
  }

  /** The folder of the {@code updraft} command: this module's parent. */
  private static Path home() {
    return Path.of("..").toAbsolutePath().normalize();
  }

  private static String output(Path folder) {
    try {
      return Files.readString(folder.resolve("output"));
    } catch (IOException e) {
      throw new UncheckedIOException("what it said cannot be read", e);
    }
  }

  /**
   * How it ended.
   *
   * @param exitCode the exit code
   * @param output all it wrote
   */
  record Ended(int exitCode, String output) {}
}
