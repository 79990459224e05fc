package dev.updraft.standalone.simulator;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.port.Errands;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.TaskQueues;
import dev.updraft.core.port.memory.MemoryErrands;
import dev.updraft.core.port.memory.MemoryInbox;
import dev.updraft.core.port.memory.MemoryTaskQueues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Queues that send twice, late or not at all, and may be lost with all they hold. */
final class Mail {
  private static final double DROPPED = 0.01;
  private static final double ERRAND_DROPPED = 0.05;
  private static final double DOUBLED = 0.03;
  private static final double DELAYED = 0.03;
  private static final Duration DELAY = Duration.ofSeconds(40);
  private static final Duration VISIBILITY = Duration.ofMinutes(2);

  private final VirtualTime time;
  private final Faults faults;
  private MemoryInbox inbox;
  private MemoryTaskQueues tasks;
  private MemoryErrands errands = new MemoryErrands();
  private int copies;

  Mail(VirtualTime time, Faults faults) {
    this.time = time;
    this.faults = faults;
    this.inbox = new MemoryInbox(time::instant);
    this.tasks = new MemoryTaskQueues(time::instant, VISIBILITY);
  }

  MemoryInbox inbox() {
    return inbox;
  }

  MemoryErrands errands() {
    return errands;
  }

  MemoryTaskQueues tasks() {
    return tasks;
  }

  /** Everything that was on its way is gone. */
  void lose() {
    inbox = new MemoryInbox(time::instant);
    tasks = new MemoryTaskQueues(time::instant, VISIBILITY);
    errands = new MemoryErrands();
  }

  /** The inbox as senders see it. */
  Inbox sendingInbox() {
    return new Inbox() {
      @Override
      public void send(List<Message> messages) {
        inbox.send(messages.stream().flatMap(message -> fate(message).stream()).toList());
      }

      @Override
      public void sendLater(List<Later> messages) {
        inbox.sendLater(messages.stream().filter(_ -> !faults.strike(DROPPED)).toList());
      }
    };
  }

  /** The queue of errands as the clock sees it. */
  Errands sendingErrands() {
    return errand -> {
      if (!faults.strike(ERRAND_DROPPED)) {
        errands.send(errand);
      }
    };
  }

  /** The executors' queues as senders see them. */
  TaskQueues sendingTasks() {
    return messages -> {
      var sent = new ArrayList<LaunchMessage>();
      for (var message : messages) {
        if (faults.strike(DROPPED)) {
          continue;
        }
        sent.add(message);
        if (faults.strike(DOUBLED)) {
          sent.add(message);
        }
      }
      tasks.send(sent);
    };
  }

  /**
   * SQS keeps what it has taken, so a setting is never dropped alone; it may be lost with all
   * queues, and is then said again. The other messages are dropped beyond what SQS does.
   */
  private static boolean isSaidByPeople(Inbox.Message message) {
    return switch (message.event()) {
      case PlanEvent.PausedSet _, PlanEvent.DagPublished _, PoolEvent.PoolSized _ -> true;
      default -> false;
    };
  }

  private List<Inbox.Message> fate(Inbox.Message message) {
    if (!isSaidByPeople(message) && faults.strike(DROPPED)) {
      return List.of();
    }
    if (faults.strike(DOUBLED)) {
      copies++;
      var copy =
          new Inbox.Message(
              message.to(), message.event(), message.deduplicationId() + "copy" + copies);
      return List.of(message, copy);
    }
    if (faults.strike(DELAYED)) {
      inbox.sendLater(message, DELAY);
      return List.of();
    }
    return List.of(message);
  }
}
