package dev.updraft.runner.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process of the user's, in a session of its own. It and all its descendants end with {@link
 * #close}, with {@link #kill}, and when this JVM dies, however it dies; where the machine does not
 * allow that, one line in the log says what of it is missing.
 */
public sealed interface UserProcess extends AutoCloseable permits SpawnedProcess, PortableProcess {
  /**
   * Starts a command. Its standard error goes where its output goes.
   *
   * @param line the program and its arguments
   * @param environment all its variables
   * @param directory where it runs
   * @param fence what it is kept from
   * @throws IOException if it cannot be started
   */
  static UserProcess start(
      List<String> line, Map<String, String> environment, Path directory, Fence fence)
      throws IOException {
    var command = new Command(line, environment, directory);
    return Way.isSpawning() ? SpawnedProcess.start(command, fence) : PortableProcess.start(command);
  }

  /** The program on this process's PATH with this name, if there is one. */
  static @Nullable Path onPath(String program) {
    return Command.onPath(program, System.getenv("PATH"));
  }

  /** What it and its descendants write, to be read to the end before it is waited for. */
  Output output();

  /** Its id, and its session's. */
  long pid();

  /** Waits for the end of its first process; others may go on. */
  void awaitEnd() throws InterruptedException;

  /**
   * Waits for the end of its first process; whatever it left behind is ended then.
   *
   * @return its exit code; if a signal ended it, the signal's number below zero, as in Python
   */
  int waitFor() throws InterruptedException;

  /** Asks all its processes to end, and ends those that have not after a while. */
  void kill(Duration grace);

  /** Ends all its processes at once, or waits for a {@link #kill} under way. */
  @Override
  void close();
}
