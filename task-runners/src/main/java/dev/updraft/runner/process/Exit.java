package dev.updraft.runner.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The moment in which a child ends. It is still there as a zombie then, and keeps its number. */
final class Exit {
  private final CountDownLatch ended = new CountDownLatch(1);

  private final Events.@Nullable Watched watched;

  private Exit() {
    watched = null;
  }

  private Exit(Libc libc, int descriptor) {
    watched = Events.watch(libc, descriptor, ended::countDown);
  }

  /** Of a child; where the kernel or a filter refuses descriptors of processes, by a thread. */
  static Exit of(Libc libc, int pid) {
    int descriptor = libc.pidfd(pid);
    return descriptor < 0 ? byThread(pid) : new Exit(libc, descriptor);
  }

  /** By a thread that waits for it, and leaves it to be reaped. */
  static Exit byThread(int pid) {
    var exit = new Exit();
    var process = ProcessHandle.of(pid);
    if (process.isEmpty()) {
      exit.ended.countDown();
    } else {
      var _ = process.get().onExit().thenRun(exit.ended::countDown);
    }
    return exit;
  }

  void await() throws InterruptedException {
    ended.await();
  }

  /** Whether it came within so many nanoseconds. */
  boolean await(long nanos) throws InterruptedException {
    return ended.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Waits no more. */
  void close(Libc libc) {
    if (watched != null) {
      watched.forget(libc);
      libc.close(watched.descriptor());
    }
  }
}
