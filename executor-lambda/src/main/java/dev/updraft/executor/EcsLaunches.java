package dev.updraft.executor;

import dev.updraft.aws.call.Ecs;
import dev.updraft.core.attempt.ContainerLaunch;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.attempt.Mishap;
import dev.updraft.core.dag.Executors;
import dev.updraft.core.port.AttemptStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a container for each attempt of the executor {@code ecs}. */
public final class EcsLaunches implements LaunchMessages.Handling {
  /** What starts the program of one attempt in a worker's image. */
  private static final List<String> COMMAND = List.of("dev.updraft.executor.entry.Attempt");

  private static final System.Logger LOG = System.getLogger(EcsLaunches.class.getName());

  private final Ecs ecs;
  private final Ecs.Network network;
  private final String family;
  private final AttemptStore attempts;
  private final AttemptEnds ends;

  /**
   * @param family the task definition of attempts that name none; a task with {@code queue: big}
   *     has that of this name and {@code -big}, one with Airflow's {@code queue: default} this
   */
  public EcsLaunches(
      Ecs ecs, Ecs.Network network, String family, AttemptStore attempts, AttemptEnds ends) {
    this.ecs = ecs;
    this.network = network;
    this.family = family;
    this.attempts = attempts;
    this.ends = ends;
  }

  /**
   * Starts what a message says. A start that has to wait for capacity comes again with its message,
   * and after a few times with the sweeps of its run, at growing intervals: a queued attempt is
   * never lost for want of capacity.
   *
   * @param receives how often the message has been received
   * @return whether the message is done with
   */
  @Override
  public boolean isDone(LaunchMessage launch, int receives) {
    return switch (ContainerLaunch.of(attempts.get(launch.key()), launch.id())) {
      case ContainerLaunch.Wish.Drop _ -> true;
      case ContainerLaunch.Wish.Start(int reschedules) -> starts(launch, reschedules, receives);
    };
  }

  private String family(@Nullable String queue) {
    return queue == null || queue.equals(Executors.DEFAULT_QUEUE) ? family : family + "-" + queue;
  }

  private boolean starts(LaunchMessage launch, int reschedules, int receives) {
    var start =
        new Ecs.Start(
            family(launch.queue()),
            ContainerOrder.CONTAINER,
            COMMAND,
            new ContainerOrder(launch, reschedules).environment(),
            launch.id() + "-" + reschedules);
    return switch (ecs.runTask(start, network)) {
      case Ecs.Started.Task(var arn) -> {
        LOG.log(System.Logger.Level.INFO, "attempt {0} is {1}", launch.id(), arn);
        yield true;
      }
      case Ecs.Started.Never(var reason) -> {
        var _ =
            ends.after(new Mishap.Unlaunchable(), launch, "No container can be started: " + reason);
        yield true;
      }
      case Ecs.Started.NotNow(var reason) -> {
        LOG.log(System.Logger.Level.WARNING, "attempt {0} has to wait: {1}", launch.id(), reason);
        yield switch (ContainerLaunch.withoutCapacity(receives)) {
          case ContainerLaunch.Patience.ComeAgain _ -> false;
          case ContainerLaunch.Patience.LeaveToSweep _ -> true;
        };
      }
    };
  }
}
