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
    if (!queues.contains(queue)) {
      throw new IllegalArgumentException(
          "no workers take attempts from the queue '%s', only from %s".formatted(queue, queues));
    }
    var service = namePrefix + "-" + queue;
    if (ecs.desiredCount(service) > 0) {
      return false;
    }
    ecs.setDesiredCount(service, 1);
    return true;
  }
}
