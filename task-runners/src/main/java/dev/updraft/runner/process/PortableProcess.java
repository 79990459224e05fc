package dev.updraft.runner.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A process that the JDK has started, where the C library cannot be used, as on macOS. */
final class PortableProcess implements UserProcess {
  private static final String MARKER = "UPDRAFT_PROCESS_MARKER";

  private final Process process;
  private final Members members;
  private final boolean watched;

  private PortableProcess(Process process, Members members, boolean watched) {
    this.process = process;
    this.members = members;
    this.watched = watched;
  }

  /** What is missing of processes that are started like this, for people. */
  static String limits() {
    return Sessions.prefix().isEmpty()
        ? "as neither setsid nor perl is on the PATH, they have no session of their own, and those"
            + " that outlive their parent or this process are not ended"
        : "one that forks twice and empties its environment may outlive its task";
  }

  static PortableProcess start(Command command) throws IOException {
    return start(command, Sessions.prefix());
  }

  /**
   * @param session what starts a program in a session of its own; empty if there is nothing, and
   *     then nobody watches over the process when this JVM dies
   */
  static PortableProcess start(Command command, List<String> session) throws IOException {
    var checked = command.checked();
    var marker = UUID.randomUUID().toString();
    boolean watched = !session.isEmpty();
    var line = new ArrayList<>(session);
    if (watched) {
      line.addAll(List.of("/bin/sh", "-c", Scripts.read("launch.sh"), "updraft-launch"));
    }
    line.addAll(checked.line());
    var builder =
        new ProcessBuilder(line).directory(command.directory().toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    builder.environment().put(MARKER, marker);
    var process = builder.start();
    if (!watched) {
      process.getOutputStream().close();
    }
    return new PortableProcess(process, new Members(process.pid(), MARKER + "=" + marker), watched);
  }

  @Override
  public Output output() {
    return Output.of(process.getInputStream());
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    var _ = process.waitFor();
  }

  @Override
  public int waitFor() throws InterruptedException {
    int code = process.waitFor();
    close();
    return code;
  }

  @Override
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

  @Override
  public synchronized void close() {
    if (!watched) {
      members.destroy();
      return;
    }
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
}
