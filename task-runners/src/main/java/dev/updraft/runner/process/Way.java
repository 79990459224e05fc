package dev.updraft.runner.process;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How processes are started on this machine: by the C library, else by the JDK. */
final class Way {
  private static final System.Logger LOG = System.getLogger(Way.class.getName());

  private Way() {}

  static boolean isSpawning() {
    return Holder.OBSTACLE == null;
  }

  private static final class Holder {
    static final @Nullable String OBSTACLE = prepared();

    private static @Nullable String prepared() {
      var obstacle = obstacle();
      if (obstacle != null) {
        LOG.log(
            System.Logger.Level.WARNING,
            "processes are started by the JDK, which takes longer ({0}); {1}",
            obstacle,
            PortableProcess.limits());
      }
      return obstacle;
    }

    private static @Nullable String obstacle() {
      try {
        var unusable = Libc.unusable();
        return unusable == null ? obstacleOnLinux() : unusable;
      } catch (IOException | RuntimeException | LinkageError e) {
        return e.toString(); // such as native access that is not allowed
      }
    }

    private static @Nullable String obstacleOnLinux() throws IOException {
      try (var libc = new Libc()) {
        if (!Mark.works()) {
          return "the hard limit of file locks is not 'unlimited'";
        }
        if (!Orphans.adopts(libc)) {
          return "the kernel does not list adopted processes";
        }
        Guardian.start(libc);
        return null;
      }
    }
  }
}
