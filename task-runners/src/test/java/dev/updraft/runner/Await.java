package dev.updraft.runner;

import java.io.IOException;
import java.time.Duration;
import org.assertj.core.api.Assertions;

/** Waits for what happens elsewhere. */
final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Await() {}

  /** A condition that may fail to be looked at. */
  interface Condition {
    boolean holds() throws IOException;
  }

  static void until(Condition condition) throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        Assertions.fail("it did not happen within " + LIMIT);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }

  static boolean alive(String pid) {
    return ProcessHandle.of(Long.parseLong(pid.trim()))
        .filter(ProcessHandle::isAlive)
        .filter(process -> !zombie(process.pid()))
        .isPresent();
  }

  private static boolean zombie(long pid) {
    try {
      var stat = java.nio.file.Files.readString(java.nio.file.Path.of("/proc/" + pid + "/stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
    } catch (IOException e) {
      return true; // gone
    }
  }
}
