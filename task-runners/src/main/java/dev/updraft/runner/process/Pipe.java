package dev.updraft.runner.process;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** The end of a pipe that is read. Its reader waits without holding a thread. */
final class Pipe implements Output {
  private static final int F_SETFL = 4;
  private static final int CHUNK_BYTES = 16 * 1024;

  private final Semaphore turns = new Semaphore(0);
  private final ReentrantLock lock = new ReentrantLock();
  private final Events.Watched watched;
  private final CountDownLatch end = new CountDownLatch(1);
  private boolean closed;

  /** Takes the descriptor over. */
  Pipe(Libc libc, int descriptor) {
    var _ = libc.call(Libc.FCNTL, descriptor, F_SETFL, Libc.O_NONBLOCK);
    watched = Events.watch(libc, descriptor, turns::release);
  }

  @Override
  public int read(byte[] into) throws IOException, InterruptedException {
    while (true) {
      int n = tryRead(into);
      if (n != 0) {
        return n;
      }
      turns.acquire();
    }
  }

  /** How many bytes, below 0 at the end, 0 if there are none yet. */
  private int tryRead(byte[] into) throws IOException {
    lock.lock();
    try (var libc = new Libc()) {
      if (closed) {
        return -1;
      }
      int size = Math.min(into.length, CHUNK_BYTES);
      var buffer = libc.memory(size);
      int n = (int) libc.call(Libc.READ, watched.descriptor(), buffer.address(), size);
      if (n > 0) {
        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, n);
        return n;
      }
      if (n == 0) {
        close(libc);
        return -1;
      }
      int error = libc.errno();
      if (error != Libc.EAGAIN && error != Libc.EINTR) {
        throw new IOException("the output cannot be read: " + libc.message(error));
      }
      watched.arm(libc);
      return 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives its reader a while to come to the end, which has come when nobody can write any more; one
   * who holds the pipe and is not found does not hold the reader.
   */
  void closeAfter(Libc libc, long nanos) {
    boolean interrupted = false;
    try {
      var _ = end.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      interrupted = true;
    }
    lock.lock();
    try {
      close(libc);
    } finally {
      lock.unlock();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void close(Libc libc) {
    if (!closed) {
      closed = true;
      watched.forget(libc);
      libc.close(watched.descriptor());
      end.countDown();
      turns.release();
    }
  }
}
