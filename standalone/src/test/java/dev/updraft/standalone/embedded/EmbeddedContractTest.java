package dev.updraft.standalone.embedded;

import dev.updraft.aws.AwsNames;
import dev.updraft.aws.AwsSetup;
import dev.updraft.aws.AwsWorld;
import dev.updraft.aws.dynamo.Retention;
import dev.updraft.aws.sqs.InboxEnvelope;
import dev.updraft.aws.sqs.SqsTaskQueues;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.LogStore;
import dev.updraft.core.port.Pools;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.port.StateStore;
import dev.updraft.core.port.TaskQueues;
import dev.updraft.core.port.Timers;
import dev.updraft.core.port.Variables;
import dev.updraft.core.port.XComStore;
import dev.updraft.core.port.contract.AttemptStoreContract;
import dev.updraft.core.port.contract.BlobsContract;
import dev.updraft.core.port.contract.CatalogContract;
import dev.updraft.core.port.contract.InboxContract;
import dev.updraft.core.port.contract.LogStoreContract;
import dev.updraft.core.port.contract.PoolsContract;
import dev.updraft.core.port.contract.RunStoreContract;
import dev.updraft.core.port.contract.StateStoreContract;
import dev.updraft.core.port.contract.TaskQueuesContract;
import dev.updraft.core.port.contract.TimersContract;
import dev.updraft.core.port.contract.VariablesContract;
import dev.updraft.core.port.contract.XComStoreContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import software.amazon.awssdk.services.sqs.model.Message;

/** Holds the stores on the embedded servers to the contracts. */
class EmbeddedContractTest {
  private static final EmbeddedAws AWS = EmbeddedAws.startInMemory();
  private static int worlds;

  private final AwsWorld world = freshWorld();

  /** Tables, queues and a bucket of its own for each test. */
  private static AwsWorld freshWorld() {
    worlds++;
    var names = new AwsNames("test" + worlds, "test-bucket-" + worlds);
    var clients = AWS.world().clients();
    AwsSetup.create(clients, names, List.of("tasks-lambda", "tasks-default", "tasks-gpu"));
    return AwsWorld.of(clients, names, Retention.DEFAULT, InstantSource.system());
  }

  @AfterAll
  static void stop() {
    AWS.close();
  }

  @Nested
  class States extends StateStoreContract {
    @Override
    protected StateStore open() {
      return world.states();
    }
  }

  @Nested
  class Attempts extends AttemptStoreContract {
    @Override
    protected AttemptStore open() {
      return world.attempts();
    }
  }

  @Nested
  class Runs extends RunStoreContract {
    @Override
    protected RunStore open() {
      return world.runs();
    }
  }

  @Nested
  class OfCatalog extends CatalogContract {
    @Override
    protected Catalog open() {
      return world.catalog();
    }
  }

  @Nested
  class XComs extends XComStoreContract {
    @Override
    protected XComStore open() {
      return world.xcoms();
    }
  }

  @Nested
  class Logs extends LogStoreContract {
    @Override
    protected LogStore open() {
      return world.logs();
    }
  }

  @Nested
  class OfTimers extends TimersContract {
    @Override
    protected Timers open() {
      return world.timers();
    }
  }

  @Nested
  class OfBlobs extends BlobsContract {
    @Override
    protected Blobs open() {
      return world.blobs();
    }
  }

  @Nested
  class OfPools extends PoolsContract {
    @Override
    protected Pools open() {
      return world.pools();
    }
  }

  @Nested
  class OfVariables extends VariablesContract {
    @Override
    protected Variables open() {
      return world.variables();
    }
  }

  @Nested
  class OfInbox extends InboxContract {
    @Override
    protected Queue open() {
      return new InboxEnds();
    }
  }

  @Nested
  class OfTaskQueues extends TaskQueuesContract {
    @Override
    protected TaskQueues open() {
      return world.taskQueues();
    }

    @Override
    protected List<LaunchMessage> drain(String queueName) {
      var all = new ArrayList<LaunchMessage>();
      var queue = world.names().taskQueue(queueName);
      for (var batch = receive(queue); !batch.isEmpty(); batch = receive(queue)) {
        for (var message : batch) {
          all.add(SqsTaskQueues.decode(message.body()));
          world.queues().delete(queue, message.receiptHandle());
        }
      }
      return all;
    }
  }

  private List<Message> receive(String queue) {
    return world.queues().receive(queue, Duration.ZERO, Duration.ofSeconds(30));
  }

  private final class InboxEnds implements InboxContract.Queue {
    @Override
    public Inbox inbox() {
      return world.inbox();
    }

    @Override
    public List<InboxContract.Received> receive() {
      forwardDue();
      return EmbeddedContractTest.this.receive(world.names().inboxQueue()).stream()
          .map(one ->
              new InboxContract.Received(
                  one.messageId(), one.receiptHandle(), InboxEnvelope.decode(one.body())))
          .toList();
    }

    private void forwardDue() {
      var timers = world.names().timersQueue();
      for (var one : EmbeddedContractTest.this.receive(timers)) {
        world.inbox().send(List.of(InboxEnvelope.decode(one.body())));
        world.queues().delete(timers, one.receiptHandle());
      }
    }

    @Override
    public void ack(InboxContract.Received received) {
      world.queues().delete(world.names().inboxQueue(), received.handle());
    }

    @Override
    public void nack(InboxContract.Received received) {
      world.queues().hide(world.names().inboxQueue(), received.handle(), Duration.ZERO);
    }
  }
}
