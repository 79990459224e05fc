package dev.updraft.aws.sqs;

import dev.updraft.core.flow.Errand;
import dev.updraft.core.port.Errands;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** {@link Errands} on SQS: messages of the timers' queue, without delay. */
public final class SqsErrands implements Errands {
  private final SqsQueues queues;
  private final String timers;

  /** On the timers' queue of this name. */
  public SqsErrands(SqsQueues queues, String timers) {
    this.queues = queues;
    this.timers = timers;
  }

  @Override
  public void send(Errand errand) {
    var entry = SendMessageBatchRequestEntry.builder().messageBody(TimersBody.encode(errand));
    queues.send(timers, List.of(entry.build()));
  }
}
