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

  /**
   * Handles a batch as Lambda's event source mapping would.
   *
   * @param generation which queues these are since the first were lost; no two queues have messages
   *     of the same id
   */
  void handle(List<MemoryInbox.Delivery> batch, MemoryInbox inbox, int generation) {
    var event = new SQSEvent();
    event.setRecords(batch.stream().map(delivery -> record(delivery, generation)).toList());
    try {
      var failed = new HashSet<String>();
      handler
          .handleRequest(event, new LocalContext())
          .getBatchItemFailures()
          .forEach(failure -> failed.add(failure.getItemIdentifier()));
      for (var delivery : batch) {
        if (!failed.contains(id(delivery, generation))) {
          inbox.ack(delivery.messageId());
        }
      }
    } catch (Crash _) {
      handler = new InboxHandler(birth.get());
    }
  }

  private static String id(MemoryInbox.Delivery delivery, int generation) {
    return delivery.messageId() + "of" + generation;
  }

  private static SQSEvent.SQSMessage record(MemoryInbox.Delivery delivery, int generation) {
    var record = new SQSEvent.SQSMessage();
    record.setMessageId(id(delivery, generation));
    record.setBody(InboxEnvelope.encode(delivery.message()));
    return record;
  }
}
