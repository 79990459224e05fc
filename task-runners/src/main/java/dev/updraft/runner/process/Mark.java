package dev.updraft.runner.process;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all processes of one attempt carry, wherever they go: the soft limit of file locks, which
 * the kernel has enforced nowhere since 2.4, and which a process inherits through fork, exec, a new
 * session and an emptied environment. A process that sets this limit itself loses its mark.
 *
 * <p>Marks are only ever compared within one machine, so a snapshot of a virtual machine may be
 * started many times.
 *
 * @param value the limit
 */
record Mark(long value) {
  private static final int RLIMIT_LOCKS = 10;
  private static final long UNLIMITED = -1;
  private static final int SERIAL_BITS = 32;
  private static final String LINE = "Max file locks";
  private static final AtomicLong NEXT = new AtomicLong(1);

  /**
   * The limits this process was started with, which may be a process of an attempt itself. Read
   * before the first mark is set: a mark that stayed on this process would end it.
   */
  private static final long[] INHERITED = inherited();

  /** Below any mark of this JVM, and of no other's. */
  static final long FIRST = (new SecureRandom().nextLong() >>> (SERIAL_BITS + 2)) << SERIAL_BITS;

  static final long LAST = FIRST + (1L << SERIAL_BITS) - 1;

  /** A new one. */
  static Mark next() {
    return new Mark(FIRST + NEXT.getAndIncrement());
  }

  /** Whether there can be marks: whether the hard limit is what it usually is. */
  static boolean works() {
    return INHERITED[1] == UNLIMITED && Files.isReadable(Path.of("/proc/self/limits"));
  }

  /** Has what this process starts from now on carry it. */
  void set(Libc libc) {
    set(libc, value);
  }

  /** Has what this process starts from now on carry what it carries itself, usually nothing. */
  static void reset(Libc libc) {
    set(libc, INHERITED[0]);
  }

  private static void set(Libc libc, long soft) {
    MemorySegment limits = libc.memory(16);
    limits.set(ValueLayout.JAVA_LONG, 0, soft);
    limits.set(ValueLayout.JAVA_LONG, 8, UNLIMITED);
    var _ = libc.call(Libc.PRLIMIT, 0, RLIMIT_LOCKS, limits.address(), 0);
  }

  /** Whether a process carries it. */
  boolean isOn(long pid) {
    return of(pid) == value;
  }

  /** Whether a process carries a mark of this JVM. */
  static boolean isAnyOn(long pid) {
    long value = of(pid);
    return value >= FIRST && value <= LAST;
  }

  /** Read from /proc, since asking for the limit of another user's process takes a privilege. */
  private static long of(long pid) {
    try {
      var limits =
          Files.readString(Path.of("/proc/" + pid + "/limits"), StandardCharsets.ISO_8859_1);
      int at = limits.indexOf(LINE);
      if (at < 0) {
        return UNLIMITED;
      }
      var soft = limits.substring(at + LINE.length()).stripLeading().split("\\s", 2)[0];
      return soft.equals("unlimited") ? UNLIMITED : Long.parseLong(soft);
    } catch (IOException | NumberFormatException _) {
      return UNLIMITED; // it ended meanwhile, or someone set what no mark can be
    }
  }

  /** The soft and the hard limit of this process, 0 if they are not to be had. */
  private static long[] inherited() {
    try (var libc = new Libc()) {
      var limits = libc.memory(16);
      var _ = libc.call(Libc.PRLIMIT, 0, RLIMIT_LOCKS, 0, limits.address());
      return limits.toArray(ValueLayout.JAVA_LONG);
    }
  }
}
