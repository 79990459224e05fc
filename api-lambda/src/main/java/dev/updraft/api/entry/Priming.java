package dev.updraft.api.entry;

import dev.updraft.api.http.Gate;
import dev.updraft.aws.Deployed;

/**
 * What the function reads before Lambda takes its snapshot: of what its role allows, what is not
 * there, and the keys that sign-ins are checked with. That loads the clients, their marshalling and
 * their connections.
 */
public final class Priming {
  private Priming() {}

  /** Reads it. */
  public static void with(Deployed deployed, Gate gate) {
    var _ = deployed.ports().catalog().file("updraft_priming/none");
    var _ = deployed.world().queues().url(deployed.world().names().inboxQueue());
    gate.prime();
  }
}
