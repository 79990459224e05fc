package dev.updraft.runner.process;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Starts programs by {@code posix_spawn}: in a session of their own, with no signal blocked or
 * ignored, and with no descriptor but their standard ones.
 */
final class Spawn {
  private static final MemorySegment SPAWN = Libc.find("posix_spawn");
  private static final MemorySegment ACTIONS = Libc.find("posix_spawn_file_actions_init");
  private static final MemorySegment ACTIONS_END = Libc.find("posix_spawn_file_actions_destroy");
  private static final MemorySegment DUP2 = Libc.find("posix_spawn_file_actions_adddup2");
  private static final MemorySegment OPEN = Libc.find("posix_spawn_file_actions_addopen");
  private static final MemorySegment CHDIR = Libc.find("posix_spawn_file_actions_addchdir_np");
  private static final MemorySegment CLOSE_FROM =
      Libc.find("posix_spawn_file_actions_addclosefrom_np");
  private static final MemorySegment ATTRIBUTES = Libc.find("posix_spawnattr_init");
  private static final MemorySegment ATTRIBUTES_END = Libc.find("posix_spawnattr_destroy");
  private static final MemorySegment FLAGS = Libc.find("posix_spawnattr_setflags");
  private static final MemorySegment BLOCKED = Libc.find("posix_spawnattr_setsigmask");
  private static final MemorySegment DEFAULT = Libc.find("posix_spawnattr_setsigdefault");

  private static final long SETSIGDEF = 4;
  private static final long SETSIGMASK = 8;
  private static final long SETSID = 0x80;
  private static final long SIGNALS_BYTES = 128;

  /** More than either structure takes in any C library. */
  private static final long STRUCTURE_BYTES = 512;

  private static final long O_WRITE_ONLY = 1;
  private static final long CLOSE_RANGE = 436;
  private static final long CLOSE_RANGE_CLOEXEC = 4;
  private static final long ANY = 0xffff_ffffL;
  private static final int FIRST_OTHER = 3;

  private Spawn() {}

  /**
   * The descriptors of a new program.
   *
   * @param input of its standard input, below 0 for none
   * @param output of its standard output and error, below 0 for none
   */
  record Streams(int input, int output) {}

  /** A pipe: the end to read and the end to write. */
  static int[] pipe(Libc libc) throws IOException {
    var ends = libc.memory(8);
    if ((int) libc.call(Libc.PIPE2, ends.address(), Libc.O_CLOEXEC) < 0) {
      throw new IOException("no pipe can be made: " + libc.message(libc.errno()));
    }
    return ends.toArray(ValueLayout.JAVA_INT);
  }

  /**
   * Starts a program. The caller holds {@link Orphans#LOCK}.
   *
   * @param mark what it and its descendants carry, null for none
   * @return its number
   */
  static int start(Libc libc, Command command, Streams streams, @Nullable Mark mark)
      throws IOException {
    var actions = libc.memory(STRUCTURE_BYTES).address();
    var attributes = libc.memory(STRUCTURE_BYTES).address();
    var _ = libc.call(ACTIONS, actions);
    var _ = libc.call(ATTRIBUTES, attributes);
    try {
      streams(libc, actions, streams);
      var _ = libc.call(CHDIR, actions, libc.text(command.directory().toString()));
      signals(libc, attributes);
      if (CLOSE_FROM.equals(MemorySegment.NULL)) {
        var _ = libc.call(Libc.SYSCALL, CLOSE_RANGE, FIRST_OTHER, ANY, CLOSE_RANGE_CLOEXEC);
      } else {
        var _ = libc.call(CLOSE_FROM, actions, FIRST_OTHER);
      }
      return marked(libc, command, actions, attributes, mark);
    } finally {
      var _ = libc.call(ACTIONS_END, actions);
      var _ = libc.call(ATTRIBUTES_END, attributes);
    }
  }

  private static void streams(Libc libc, long actions, Streams streams) {
    var nothing = libc.text("/dev/null");
    if (streams.input < 0) {
      var _ = libc.call(OPEN, actions, 0, nothing, 0, 0);
    } else {
      var _ = libc.call(DUP2, actions, streams.input, 0);
    }
    for (int descriptor = 1; descriptor < FIRST_OTHER; descriptor++) {
      if (streams.output < 0) {
        var _ = libc.call(OPEN, actions, descriptor, nothing, O_WRITE_ONLY, 0);
      } else {
        var _ = libc.call(DUP2, actions, streams.output, descriptor);
      }
    }
  }

  /** Threads of a JVM block signals, and a program would inherit that. */
  private static void signals(Libc libc, long attributes) {
    var _ = libc.call(FLAGS, attributes, SETSIGDEF | SETSIGMASK | SETSID);
    var none = libc.memory(SIGNALS_BYTES);
    var _ = libc.call(BLOCKED, attributes, none.address());
    var all = libc.memory(SIGNALS_BYTES).fill((byte) 0xff);
    var _ = libc.call(DEFAULT, attributes, all.address());
  }

  private static int marked(
      Libc libc, Command command, long actions, long attributes, @Nullable Mark mark)
      throws IOException {
    var pid = libc.memory(4);
    var program = libc.text(command.program());
    var line = libc.texts(command.line());
    var variables = libc.texts(command.variables());
    if (mark != null) {
      mark.set(libc);
    }
    int error;
    try {
      error = (int) libc.call(SPAWN, pid.address(), program, actions, attributes, line, variables);
    } finally {
      if (mark != null) {
        Mark.reset(libc);
      }
    }
    if (error != 0) {
      throw new IOException(
          "cannot start '%s': %s".formatted(command.program(), libc.message(error)));
    }
    return pid.get(ValueLayout.JAVA_INT, 0);
  }
}
