package dev.updraft.scheduler;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.port.TaskQueues;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The executors' queues, where whoever sends to a worker queue also has its workers woken, at most
 * once a minute. The sending stands even if the waking fails: the next message, or the next sweep
 * of the run, wakes them again.
 */
public final class WakingQueues implements TaskQueues {
  private static final System.Logger LOG = System.getLogger(WakingQueues.class.getName());
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int QUEUES_MAX = 1_000;

  private final TaskQueues queues;
  private final Consumer<String> wake;
  private final InstantSource clock;
  private final Map<String, Instant> woken = new HashMap<>();

  /**
   * @param wake has the workers of a queue woken, without waiting for them
   */
  public WakingQueues(TaskQueues queues, Consumer<String> wake, InstantSource clock) {
    this.queues = queues;
    this.wake = wake;
    this.clock = clock;
  }

  @Override
  public void send(List<LaunchMessage> messages) {
    queues.send(messages);
    var names = new TreeSet<String>();
    for (var message : messages) {
      var worker = TaskQueues.workerQueue(message.executor(), message.queue());
      if (worker != null) {
        names.add(worker);
      }
    }
    names.stream().filter(this::isDue).forEach(this::wake);
  }

  private synchronized boolean isDue(String queue) {
    var now = clock.instant();
    var last = woken.get(queue);
    if (last != null && now.isBefore(last.plus(EVERY))) {
      return false;
    }
    if (woken.size() >= QUEUES_MAX) {
      woken.clear();
    }
    woken.put(queue, now);
    return true;
  }

  private void wake(String queue) {
    try {
      wake.accept(queue);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "the workers of " + queue + " were not woken", e);
      forget(queue);
    }
  }

  private synchronized void forget(String queue) {
    woken.remove(queue);
  }
}
