package dev.updraft.core.port;

import dev.updraft.core.attempt.LaunchMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queues that executors and workers take attempts from. */
public interface TaskQueues {
  /** The executor whose workers take attempts from queues by their names. */
  String WORKER = "worker";

  /** The queue of tasks that name none, as Airflow's {@code default_queue}. */
  String QUEUE_DEFAULT = "default";

  /** Sends launch messages, each to the queue its executor and queue name. */
  void send(List<LaunchMessage> messages);

  /**
   * The name of the queue that feeds an executor: workers have one for each of their queues, every
   * other executor has one of its own.
   *
   * @param executor the executor, such as {@code lambda}
   * @param queue the worker queue, null for {@link #QUEUE_DEFAULT}; it says nothing to other
   *     executors
   */
  static String queueName(String executor, @Nullable String queue) {
    var worker = workerQueue(executor, queue);
    return "tasks-" + (worker == null ? executor : worker);
  }

  /**
   * The queue whose workers take an attempt; null if it is not for workers.
   *
   * @param executor the executor
   * @param queue the worker queue, null for {@link #QUEUE_DEFAULT}
   */
  static @Nullable String workerQueue(String executor, @Nullable String queue) {
    if (!executor.equals(WORKER)) {
      return null;
    }
    return queue == null ? QUEUE_DEFAULT : queue;
  }
}
