package dev.updraft.runner.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the C library of 64-bit Linux, for one thread, with the memory they take. All go through
 * one shape, seven longs to a long: every shape costs 15 ms when it is first used, and the calling
 * conventions of amd64 and aarch64 take integers and addresses alike. A result that is an {@code
 * int} in C has to be cut to one.
 */
@SuppressWarnings("restricted") // The one class that leaves Java.
final class Libc implements AutoCloseable {
  static final int SIGKILL = 9;
  static final int SIGTERM = 15;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final int EINTR = 4;
  static final int EAGAIN = 11;

  /** System calls that have one number everywhere. */
  static final long PIDFD_SEND_SIGNAL = 424;

  static final long PIDFD_OPEN = 434;

  static final MemorySegment CLOSE = find("close");
  static final MemorySegment EPOLL_CREATE = find("epoll_create1");
  static final MemorySegment EPOLL_CTL = find("epoll_ctl");
  static final MemorySegment EPOLL_WAIT = find("epoll_wait");
  static final MemorySegment FCNTL = find("fcntl");
  static final MemorySegment KILL = find("kill");
  static final MemorySegment PIPE2 = find("pipe2");
  static final MemorySegment PRCTL = find("prctl");
  static final MemorySegment PRLIMIT = find("prlimit");
  static final MemorySegment READ = find("read");
  static final MemorySegment STRERROR = find("strerror");
  static final MemorySegment SYSCALL = find("syscall");
  static final MemorySegment WAITPID = find("waitpid");

  private static final int ARGUMENTS = 7;
  private static final int MESSAGE_BYTES_MAX = 256;
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERROR =
      Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());

  /** Why it cannot be used here, null if it can. */
  static @Nullable String unusable() {
    return Holder.UNUSABLE;
  }

  /** The function with this name, NULL if there is none. */
  static MemorySegment find(String name) {
    return Linker.nativeLinker().defaultLookup().find(name).orElse(MemorySegment.NULL);
  }

  /**
   * Calls a function.
   *
   * @param arguments at most seven
   */
  long call(MemorySegment function, long... arguments) {
    var a = new long[ARGUMENTS];
    System.arraycopy(arguments, 0, a, 0, arguments.length);
    try {
      return (long)
          Holder.CALL.invokeExact(function, state, a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
    } catch (Throwable t) {
      throw new IllegalStateException("a call of the C library failed", t);
    }
  }

  /** The error of the last call that failed. */
  int errno() {
    return (int) ERROR.get(state, 0L);
  }

  /** What an error's number means. */
  String message(int error) {
    long text = call(STRERROR, error);
    return text == 0
        ? "error " + error
        : MemorySegment.ofAddress(text).reinterpret(MESSAGE_BYTES_MAX).getString(0);
  }

  /** Zeroed memory, good until this is closed. */
  MemorySegment memory(long bytes) {
    return arena.allocate(bytes, 16);
  }

  /** Where a text is, as C has it. */
  long text(String text) {
    return arena.allocateFrom(text).address();
  }

  /** Where texts are, as C has {@code argv}. */
  long texts(List<String> texts) {
    var array = arena.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      array.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    return array.address();
  }

  /** Closes a descriptor. */
  void close(int descriptor) {
    var _ = call(CLOSE, descriptor);
  }

  /** A descriptor of a process that still exists, below 0 if there is none to be had. */
  int pidfd(int pid) {
    return (int) call(SYSCALL, PIDFD_OPEN, pid, 0);
  }

  @Override
  public void close() {
    arena.close();
  }

  private static final class Holder {
    static final @Nullable String UNUSABLE = unusable();
    static final MethodHandle CALL =
        Linker.nativeLinker()
            .downcallHandle(
                FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG),
                ERRNO);

    private static @Nullable String unusable() {
      var system = System.getProperty("os.name", "");
      var machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
      if (!system.equals("Linux") || !Set.of("amd64", "x86_64", "aarch64").contains(machine)) {
        return "this is %s on %s, not 64-bit Linux".formatted(system, machine);
      }
      for (var name : List.of("posix_spawn", "posix_spawn_file_actions_addchdir_np", "prlimit")) {
        if (find(name).equals(MemorySegment.NULL)) {
          return "the C library has no " + name;
        }
      }
      return null;
    }
  }
}
