package dev.updraft.core.port.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.port.TaskQueues;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link TaskQueues} do. */
public abstract class TaskQueuesContract {
  private TaskQueues queues;

  /** Empty ones, with the queues {@code tasks-lambda}, {@code tasks-default}, {@code tasks-gpu}. */
  protected abstract TaskQueues open();

  /** Takes all messages of a queue. */
  protected abstract List<LaunchMessage> drain(String queueName);

  @BeforeEach
  void openQueues() {
    queues = open();
  }

  @Test
  void eachMessageGoesToTheQueueItsExecutorAndQueueName() {
    var lambda = message("a", "lambda", "gpu");
    var plain = message("b", "worker", null);
    var gpu = message("c", "worker", "gpu");
    queues.send(List.of(lambda, plain, gpu));
    assertThat(drain("tasks-lambda")).containsExactly(lambda);
    assertThat(drain("tasks-default")).containsExactly(plain);
    assertThat(drain("tasks-gpu")).containsExactly(gpu);
  }

  @Test
  void manyMessagesAllArrive() {
    var many = IntStream.range(0, 33).mapToObj(i -> message("t" + i, "lambda", null)).toList();
    queues.send(many);
    assertThat(drain("tasks-lambda")).containsExactlyInAnyOrderElementsOf(many);
  }

  @Test
  void nothingIsSentForNoMessages() {
    queues.send(List.of());
    assertThat(drain("tasks-lambda")).isEmpty();
  }

  private static LaunchMessage message(String taskId, String executor, @Nullable String queue) {
    AttemptKey key = Samples.attempt(taskId, 1);
    return new LaunchMessage(key, Samples.id(key), Samples.VERSION, executor, queue, "ticket");
  }
}
