package dev.updraft.executor;

import dev.updraft.aws.call.Ecs;
import java.util.List;

/** The ECS services of workers, one for each queue. */
public final class WorkerServices {
  private final Ecs ecs;
  private final String namePrefix;
  private final List<String> queues;

  /**
   * @param namePrefix what the services' names begin with; a hyphen and the queue follow
   * @param queues the queues that have a service
   */
  public WorkerServices(Ecs ecs, String namePrefix, List<String> queues) {
    this.ecs = ecs;
    this.namePrefix = namePrefix;
    this.queues = List.copyOf(queues);
  }

  /**
   * Starts one worker of a queue that has none. How many there are from then on is for the
   * service's scaling to say.
   *
   * @return whether there was none
   * @throws IllegalArgumentException if the queue has no workers here
   */
  public boolean wake(String queue) {
    if (!isAsleep(queue)) {
      return false;
    }
    ecs.setDesiredCount(service(queue), 1);
    return true;
  }

  /**
   * Whether a queue has no worker.
   *
   * @throws IllegalArgumentException if the queue has no workers here
   */
  public boolean isAsleep(String queue) {
    if (!queues.contains(queue)) {
      throw new IllegalArgumentException(
          "no workers take attempts from the queue '%s', only from %s".formatted(queue, queues));
    }
    return ecs.desiredCount(service(queue)) == 0;
  }

  private String service(String queue) {
    return namePrefix + "-" + queue;
  }
}
