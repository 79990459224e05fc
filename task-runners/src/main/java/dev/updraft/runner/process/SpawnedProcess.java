package dev.updraft.runner.process;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A process that this JVM has spawned itself, with all that descends from it by its mark. */
final class SpawnedProcess implements UserProcess {
  private static final System.Logger LOG = System.getLogger(SpawnedProcess.class.getName());
  private static final int ROUNDS_MAX = 50;
  private static final long LOOK_NANOS_FIRST = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LOOK_NANOS_LAST = TimeUnit.MILLISECONDS.toNanos(250);

  /** What a killed process may take to be gone, and its last output to be read. */
  private static final long LAST_MOMENTS_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final int SIGNAL_MASK = 0x7f;
  private static final int CODE_SHIFT = 8;
  private static final int CODE_MASK = 0xff;

  private final int pid;
  private final Mark mark;
  private final Pipe output;
  private final Exit exit;

  /** Held by whoever ends it; {@link #close} waits for a {@link #kill} under way. */
  private final ReentrantLock lock = new ReentrantLock();

  private boolean over;
  private int status;

  private SpawnedProcess(int pid, Mark mark, Pipe output, Exit exit) {
    this.pid = pid;
    this.mark = mark;
    this.output = output;
    this.exit = exit;
  }

  static SpawnedProcess start(Command command) throws IOException {
    return start(command, Fence.NONE);
  }

  static SpawnedProcess start(Command command, Fence fence) throws IOException {
    if (fence.equals(Fence.NONE)) {
      try (var libc = new Libc()) {
        return start(libc, command);
      }
    }
    return Confinement.of(fence).run(libc -> start(libc, command));
  }

  private static SpawnedProcess start(Libc libc, Command command) throws IOException {
    var checked = command.checked();
    var mark = Mark.next();
    var ends = Spawn.pipe(libc);
    int pid;
    Orphans.LOCK.lock();
    try {
      pid = Spawn.start(libc, checked, new Spawn.Streams(-1, ends[1]), mark);
      Orphans.leads(pid);
    } catch (IOException | RuntimeException e) {
      libc.close(ends[0]);
      throw e;
    } finally {
      Orphans.LOCK.unlock();
      libc.close(ends[1]);
    }
    return new SpawnedProcess(pid, mark, new Pipe(libc, ends[0]), Exit.of(libc, pid));
  }

  @Override
  public Output output() {
    return output;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public int waitFor() throws InterruptedException {
    exit.await();
    close();
    int signal = status & SIGNAL_MASK;
    return signal == 0 ? status >> CODE_SHIFT & CODE_MASK : -signal;
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    exit.await();
  }

  @Override
  public void kill(Duration grace) {
    lock.lock();
    try (var libc = new Libc()) {
      if (over) {
        return;
      }
      var _ = libc.call(Libc.KILL, -pid, Libc.SIGTERM);
      var _ = Orphans.signal(libc, mark, Libc.SIGTERM);
      awaitEnds(libc, System.nanoTime() + grace.toNanos());
      end(libc);
      output.closeAfter(libc, LAST_MOMENTS_NANOS);
    } finally {
      lock.unlock();
    }
  }

  /** Until none of its processes lives, at ever longer intervals, as each look takes a while. */
  private void awaitEnds(Libc libc, long deadline) {
    boolean interrupted = false;
    long wait = LOOK_NANOS_FIRST;
    while (Orphans.signal(libc, mark, 0) && System.nanoTime() < deadline) {
      try {
        if (exit.await(wait)) {
          Thread.sleep(Duration.ofNanos(wait));
        }
      } catch (InterruptedException _) {
        interrupted = true;
      }
      wait =
          Math.min(Math.min(2 * wait, LOOK_NANOS_LAST), Math.max(1, deadline - System.nanoTime()));
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try (var libc = new Libc()) {
      if (!over) {
        end(libc);
        output.closeAfter(libc, 0);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Kills what is left of it, its first process too, which keeps its number until it is reaped. */
  private void end(Libc libc) {
    over = true;
    var _ = libc.call(Libc.KILL, -pid, Libc.SIGKILL);
    if (!endsWithin(0)) {
      int rounds = 0;
      while (Orphans.signal(libc, mark, Libc.SIGKILL) && rounds < ROUNDS_MAX) {
        rounds++;
      }
    }
    if (!endsWithin(LAST_MOMENTS_NANOS)) {
      LOG.log(System.Logger.Level.WARNING, "process {0} does not end, though it was killed", pid);
    }
    Orphans.LOCK.lock();
    try {
      var ended = libc.memory(4);
      if ((int) libc.call(Libc.WAITPID, pid, ended.address(), Orphans.NO_HANG) == pid) {
        status = ended.get(ValueLayout.JAVA_INT, 0);
      }
      Orphans.leadsNoMore(pid);
      Orphans.end(libc, mark);
    } finally {
      Orphans.LOCK.unlock();
    }
    exit.close(libc);
  }

  private boolean endsWithin(long nanos) {
    long deadline = System.nanoTime() + nanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return exit.await(Math.max(0, deadline - System.nanoTime()));
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
