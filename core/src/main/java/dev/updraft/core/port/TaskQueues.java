package dev.updraft.core.port;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.dag.Executors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queues that executors and workers take attempts from. */
public interface TaskQueues {
  /** Sends launch messages, each to the queue its executor and queue name. */
  void send(List<LaunchMessage> messages);

  /**
   * The name of the queue that feeds an executor: workers have one for each of their queues, every
   * other executor has one of its own.
   *
   * @param executor the executor, such as {@code lambda}
   * @param queue the worker queue, null for {@link Executors#DEFAULT_QUEUE}; it says nothing to
   *     other executors
   */
  static String queueName(String executor, @Nullable String queue) {
    var worker = workerQueue(executor, queue);
    return "tasks-" + (worker == null ? executor : worker);
  }

  /**
   * The queue whose workers take an attempt; null if it is not for workers.
   *
   * @param executor the executor
   * @param queue the worker queue, null for {@link Executors#DEFAULT_QUEUE}
   */
  static @Nullable String workerQueue(String executor, @Nullable String queue) {
    if (!executor.equals(Executors.WORKER)) {
      return null;
    }
    return queue == null ? Executors.DEFAULT_QUEUE : queue;
  }
}
