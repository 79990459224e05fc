package dev.updraft.standalone;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.port.TaskQueues;
import java.util.List;

/**
 * The queues of a deployment that has one executor: whatever executor or worker queue a task names,
 * it runs in this process.
 */
final class LocalTaskQueues implements TaskQueues {
  private final TaskQueues queues;

  LocalTaskQueues(TaskQueues queues) {
    this.queues = queues;
  }

  @Override
  public void send(List<LaunchMessage> messages) {
    queues.send(
        messages.stream()
            .map(message ->
                new LaunchMessage(
                    message.key(),
                    message.id(),
                    message.version(),
                    Host.EXECUTOR,
                    null,
                    message.ticket()))
            .toList());
  }
}
