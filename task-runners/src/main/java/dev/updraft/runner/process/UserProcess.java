package dev.updraft.runner.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A process of the user's, in a session of its own. It and all its descendants end with {@link
 * #close}, with {@link #kill}, and when this JVM dies, however it dies.
 */
public final class UserProcess implements AutoCloseable {
  private static final String MARKER = "UPDRAFT_PROCESS_MARKER";
  private static final String LAUNCH = launchScript();

  private final Process process;
  private final Members members;

  private UserProcess(Process process, Members members) {
    this.process = process;
    this.members = members;
  }

  /**
   * Starts a command. Its standard error goes where its output goes.
   *
   * @param command the program and its arguments
   * @param environment all its variables
   * @param directory where it runs
   * @throws IOException if it cannot be started
   */
  public static UserProcess start(
      List<String> command, Map<String, String> environment, Path directory) throws IOException {
    var marker = UUID.randomUUID().toString();
    var line = new ArrayList<>(Sessions.prefix());
    line.addAll(List.of("/bin/sh", "-c", LAUNCH, "updraft-launch"));
    line.addAll(command);
    var builder = new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put(MARKER, marker);
    var process = builder.start();
    return new UserProcess(process, new Members(process.pid(), MARKER + "=" + marker));
  }

  /** What it writes. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** Its id, and its session's. */
  public long pid() {
    return process.pid();
  }

  /**
   * Waits for its end; whatever it left behind is ended then.
   *
   * @return its exit code, 128 and the signal's number if a signal ended it
   */
  public int waitFor() throws InterruptedException {
    int code = process.waitFor();
    close();
    return code;
  }

  /** Asks all its processes to end, and ends those that have not after a while. */
  public synchronized void kill(Duration grace) {
    members.terminate();
    long deadline = System.nanoTime() + grace.toNanos();
    boolean interrupted = false;
    while (members.any() && System.nanoTime() < deadline) {
      interrupted |= !slept();
    }
    members.destroy();
    close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends all its processes at once, or waits for a {@link #kill} under way. */
  @Override
  public synchronized void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot let go of process " + pid(), e);
    }
  }

  private static boolean slept() {
    try {
      Thread.sleep(10);
      return true;
    } catch (InterruptedException e) {
      return false; // the caller goes on waiting, and restores the interrupt
    }
  }

  private static String launchScript() {
    try (@Nullable InputStream in = UserProcess.class.getResourceAsStream("launch.sh")) {
      if (in == null) {
        throw new IllegalStateException("launch.sh is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program on the PATH with this name, if there is one. */
  public static @Nullable Path onPath(String program) {
    var path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    for (var directory : path.split(":", -1)) {
      var file = Path.of(directory, program);
      if (Files.isExecutable(file) && !Files.isDirectory(file)) {
        return file;
      }
    }
    return null;
  }
}
