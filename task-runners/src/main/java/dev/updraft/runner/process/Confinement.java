package dev.updraft.runner.process;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A thread behind a {@link Fence}, from which processes are started that are to be behind it too.
 * Users and Landlock's rules are of a thread, as long as glibc does not know of it: these are
 * system calls without its wrappers, and the JVM's other threads stay what they are.
 */
final class Confinement {
  private static final Map<Fence, Confinement> ALL = new ConcurrentHashMap<>();

  private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");
  private static final long SETGROUPS = ARM ? 159 : 116;
  private static final long SETRESUID = ARM ? 147 : 117;
  private static final long SETRESGID = ARM ? 149 : 119;
  private static final long LANDLOCK_CREATE_RULESET = 444;
  private static final long LANDLOCK_ADD_RULE = 445;
  private static final long LANDLOCK_RESTRICT_SELF = 446;
  private static final long LANDLOCK_VERSION = 1;
  private static final long CONNECT_TCP = 2;
  private static final long NET_PORT = 2;

  /** The first of Landlock's versions that knows of TCP, in Linux 6.7. */
  private static final int VERSION_WITH_TCP = 4;

  private static final long PR_SET_DUMPABLE = 4;
  private static final long PR_SET_NO_NEW_PRIVS = 38;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("confined-processes").factory());
  private final @Nullable String shortcomings;

  private Confinement(Fence fence) throws IOException {
    this.shortcomings = run(libc -> enter(libc, fence));
  }

  /** What is done on its thread. */
  interface Work<T> {
    T on(Libc libc) throws IOException;
  }

  /**
   * The one of a fence.
   *
   * @throws IOException if the user cannot be changed
   */
  static Confinement of(Fence fence) throws IOException {
    var known = ALL.get(fence);
    if (known != null) {
      return known;
    }
    synchronized (ALL) {
      if (!ALL.containsKey(fence)) {
        ALL.put(fence, new Confinement(fence));
      }
      return Objects.requireNonNull(ALL.get(fence));
    }
  }

  @Nullable String shortcomings() {
    return shortcomings;
  }

  /** Does something on its thread, and waits for it. */
  <T extends @Nullable Object> T run(Work<T> work) throws IOException {
    var future =
        thread.submit(() -> {
          try (var libc = new Libc()) {
            return work.on(libc);
          }
        });
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException _) {
          interrupted = true; // what was started has to be known
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static void hide(Libc libc) {
    var _ = libc.call(Libc.PRCTL, PR_SET_DUMPABLE, 0, 0, 0, 0);
  }

  private static @Nullable String enter(Libc libc, Fence fence) throws IOException {
    var shortcomings = fence.closedPorts().isEmpty() ? null : closePorts(libc, fence);
    var user = fence.user();
    if (user != null) {
      changeUser(libc, user);
    }
    return shortcomings;
  }

  private static @Nullable String closePorts(Libc libc, Fence fence) throws IOException {
    int version = (int) libc.call(Libc.SYSCALL, LANDLOCK_CREATE_RULESET, 0, 0, LANDLOCK_VERSION);
    if (version < VERSION_WITH_TCP) {
      return "tasks can connect to the ports %s: the kernel's Landlock has version %d, 4 is needed"
          .formatted(fence.closedPorts(), Math.max(0, version));
    }
    var handled = libc.memory(16);
    handled.set(ValueLayout.JAVA_LONG, 8, CONNECT_TCP);
    int rules = (int) demand(libc, "a ruleset", LANDLOCK_CREATE_RULESET, handled.address(), 16, 0);
    var rule = libc.memory(16);
    rule.set(ValueLayout.JAVA_LONG, 0, CONNECT_TCP);
    for (int port = 0; port < Fence.PORTS; port++) {
      if (!fence.closedPorts().contains(port)) {
        rule.set(ValueLayout.JAVA_LONG, 8, port);
        demand(libc, "a rule", LANDLOCK_ADD_RULE, rules, NET_PORT, rule.address(), 0);
      }
    }
    var _ = libc.call(Libc.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    demand(libc, "the restriction", LANDLOCK_RESTRICT_SELF, rules, 0);
    libc.close(rules);
    return null;
  }

  private static void changeUser(Libc libc, Fence.User user) throws IOException {
    demand(libc, "no groups", SETGROUPS, 0, 0);
    demand(libc, "group " + user.gid(), SETRESGID, user.gid(), user.gid(), user.gid());
    demand(libc, "user " + user.uid(), SETRESUID, user.uid(), user.uid(), user.uid());
  }

  private static long demand(Libc libc, String what, long... call) throws IOException {
    long result = libc.call(Libc.SYSCALL, call);
    if (result < 0) {
      throw new IOException(
          "processes cannot be confined: %s was refused: %s"
              .formatted(what, libc.message(libc.errno())));
    }
    return result;
  }
}
