package dev.updraft.runner.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Processes whose parent has ended: this process adopts those of its attempts, and sees that they
 * end with their attempt and do not stay as zombies before. Children of {@link Process}, which
 * carry no mark, are left alone.
 */
final class Orphans {
  private static final int PR_SET_CHILD_SUBREAPER = 36;
  static final long NO_HANG = 1;
  private static final Path PROC = Path.of("/proc");

  /** Where the adopted are listed: the first thread of a JVM lives as long as the JVM. */
  private static final Path ADOPTED =
      PROC.resolve("self/task/" + ProcessHandle.current().pid() + "/children");

  private static final int ROUNDS_MAX = 200;
  private static final long LAST_MOMENTS_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  /** The first processes of attempts, which nobody but their owner may wait for. */
  private static final Set<Long> LEADERS = ConcurrentHashMap.newKeySet();

  /** Held by whoever starts or reaps, so that no number is given out anew in between. */
  static final ReentrantLock LOCK = new ReentrantLock();

  private Orphans() {}

  /** From now on this process adopts; whether it can, and sees whom. */
  static boolean adopts(Libc libc) {
    return (int) libc.call(Libc.PRCTL, PR_SET_CHILD_SUBREAPER, 1) == 0 && Files.exists(ADOPTED);
  }

  static void leads(long pid) {
    LEADERS.add(pid);
  }

  static void leadsNoMore(long pid) {
    LEADERS.remove(pid);
  }

  /** Lets go of those that have ended. Does not wait for the lock: there is another time. */
  static void reap(Libc libc) {
    if (LEADERS.isEmpty() || !LOCK.tryLock()) {
      return;
    }
    try {
      adopted()
          .filter(pid -> !LEADERS.contains(pid) && Mark.isAnyOn(pid))
          .forEach(pid -> libc.call(Libc.WAITPID, pid, 0, NO_HANG));
    } finally {
      LOCK.unlock();
    }
  }

  /** Ends the adopted with this mark, and those they leave, until there is none. */
  static void end(Libc libc, Mark mark) {
    for (int round = 0; round < ROUNDS_MAX; round++) {
      var left = adopted().filter(mark::isOn).toArray();
      if (left.length == 0) {
        return;
      }
      for (long pid : left) {
        var _ = libc.call(Libc.KILL, pid, Libc.SIGKILL);
        waitFor(libc, pid);
      }
    }
  }

  /** A killed process is gone at once, unless the kernel is busy with it. */
  private static void waitFor(Libc libc, long pid) {
    long deadline = System.nanoTime() + LAST_MOMENTS_NANOS;
    while ((int) libc.call(Libc.WAITPID, pid, 0, NO_HANG) == 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Sends a signal to whoever has the mark, adopted or not; whether anyone that lives has it. */
  static boolean signal(Libc libc, Mark mark, int signal) {
    return all()
            .filter(pid -> isAlive(pid) && mark.isOn(pid))
            .filter(pid -> sent(libc, pid, mark::isOn, signal))
            .count()
        > 0;
  }

  /** By a descriptor, so that it reaches no other process that has got the number since. */
  private static boolean sent(Libc libc, long pid, LongPredicate isMeant, int signal) {
    int descriptor = libc.pidfd((int) pid);
    if (descriptor < 0) {
      return isMeant.test(pid) && (int) libc.call(Libc.KILL, pid, signal) == 0;
    }
    try {
      return isMeant.test(pid)
          && (int) libc.call(Libc.SYSCALL, Libc.PIDFD_SEND_SIGNAL, descriptor, signal, 0, 0) == 0;
    } finally {
      libc.close(descriptor);
    }
  }

  private static boolean isAlive(long pid) {
    try {
      var stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException _) {
      return false; // it ended meanwhile
    }
  }

  private static LongStream adopted() {
    try {
      return Stream.of(Files.readString(ADOPTED).strip().split(" ", -1))
          .filter(word -> !word.isEmpty())
          .mapToLong(Long::parseLong);
    } catch (IOException e) {
      throw new IllegalStateException("the adopted processes cannot be listed", e);
    }
  }

  private static LongStream all() {
    long own = ProcessHandle.current().pid();
    return ProcessHandle.allProcesses().mapToLong(ProcessHandle::pid).filter(pid -> pid != own);
  }
}
