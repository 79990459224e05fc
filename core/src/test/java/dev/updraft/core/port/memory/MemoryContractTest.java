package dev.updraft.core.port.memory;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.Catalog;
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
import dev.updraft.core.port.contract.Samples;
import dev.updraft.core.port.contract.StateStoreContract;
import dev.updraft.core.port.contract.TaskQueuesContract;
import dev.updraft.core.port.contract.TimersContract;
import dev.updraft.core.port.contract.VariablesContract;
import dev.updraft.core.port.contract.XComStoreContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Holds the stores in memory to the contracts. */
class MemoryContractTest {
  private final MemoryWorld world = MemoryWorld.on(() -> Samples.NOON);

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
      return new InboxEnds(world.inbox());
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
      while (world.taskQueues().size(queueName) > 0) {
        for (var delivery : world.taskQueues().receive(queueName, 10)) {
          all.add(delivery.message());
          world.taskQueues().ack(queueName, delivery.messageId());
        }
      }
      return all;
    }
  }

  private record InboxEnds(MemoryInbox inbox) implements InboxContract.Queue {
    @Override
    public List<InboxContract.Received> receive() {
      return inbox.receive(10).stream()
          .map(one -> new InboxContract.Received(one.messageId(), one.messageId(), one.message()))
          .toList();
    }

    @Override
    public void ack(InboxContract.Received received) {
      inbox.ack(received.handle());
    }

    @Override
    public void nack(InboxContract.Received received) {
      inbox.nack(received.handle());
    }
  }
}
