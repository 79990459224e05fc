package dev.updraft.core.port;

import dev.updraft.core.attempt.LaunchMessage;
import java.util.List;

/** The queues that executors and workers take attempts from. */
public interface TaskQueues {
  /** Sends launch messages, each to the queue its executor and queue name. */
  void send(List<LaunchMessage> messages);
}
