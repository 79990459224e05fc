package dev.updraft.standalone.simulator;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.aws.sqs.InboxEnvelope;
import dev.updraft.core.port.memory.MemoryInbox;
import dev.updraft.scheduler.Actor;
import dev.updraft.scheduler.InboxHandler;
import dev.updraft.standalone.http.LocalContext;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;

/** One process of the scheduler. When it dies, another begins with nothing remembered. */
final class Scheduler {
  private final Supplier<Actor> birth;
  private InboxHandler handler;

  Scheduler(Supplier<Actor> birth) {
    this.birth = birth;
    this.handler = new InboxHandler(birth.get());
  }

  /** Handles a batch as Lambda's event source mapping would. */
  void handle(List<MemoryInbox.Delivery> batch, MemoryInbox inbox) {
    var event = new SQSEvent();
    event.setRecords(batch.stream().map(Scheduler::record).toList());
    try {
      var failed = new HashSet<String>();
      handler
          .handleRequest(event, new LocalContext())
          .getBatchItemFailures()
          .forEach(failure -> failed.add(failure.getItemIdentifier()));
      for (var delivery : batch) {
        if (!failed.contains(delivery.messageId())) {
          inbox.ack(delivery.messageId());
        }
      }
    } catch (Crash _) {
      handler = new InboxHandler(birth.get());
    }
  }

  private static SQSEvent.SQSMessage record(MemoryInbox.Delivery delivery) {
    var record = new SQSEvent.SQSMessage();
    record.setMessageId(delivery.messageId());
    record.setBody(InboxEnvelope.encode(delivery.message()));
    return record;
  }
}
