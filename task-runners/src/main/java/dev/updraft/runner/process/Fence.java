package dev.updraft.runner.process;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What keeps users' processes from what belongs to the runner (docs/isolation.md).
 *
 * @param user whom they run as; null for whom this process runs as
 * @param closedPorts TCP ports that they cannot connect to, on any host
 */
public record Fence(@Nullable User user, Set<Integer> closedPorts) {
  /** None. */
  public static final Fence NONE = new Fence(null, Set.of());

  /** Every port there is. */
  static final int PORTS = 65_536;

  public Fence {
    closedPorts = new TreeSet<>(closedPorts);
  }

  /** A user of the system by number, and its group. */
  public record User(int uid, int gid) {}

  /**
   * Keeps other processes of this process's user from its memory and its environment. A process of
   * the superuser cannot be kept from them.
   */
  public static void hideThisProcess() {
    if (Way.isSpawning()) {
      try (var libc = new Libc()) {
        Confinement.hide(libc);
      }
    }
  }

  /**
   * Says what of it this machine cannot do, null if it can all.
   *
   * @throws IOException if the user cannot be changed, without which nothing is to be started
   */
  public @Nullable String shortcomings() throws IOException {
    if (equals(NONE)) {
      return null;
    }
    if (!Way.isSpawning()) {
      if (user != null) {
        throw new IOException("processes cannot be started as user " + user.uid + " here");
      }
      return "tasks can connect to the ports " + closedPorts;
    }
    return Confinement.of(this).shortcomings();
  }
}
