package dev.updraft.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.id.VersionHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WakingQueuesTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T12:00:00Z"));
  private final List<LaunchMessage> sent = new ArrayList<>();
  private final List<String> woken = new ArrayList<>();
  private final WakingQueues queues = new WakingQueues(sent::addAll, this::wake, now::get);
  private boolean broken;

  private void wake(String queue) {
    woken.add(queue);
    if (broken) {
      throw new IllegalStateException("no answer");
    }
  }

  @Test
  void eachWorkerQueueIsWokenAtMostOnceAMinute() {
    queues.send(List.of(launch("worker", null), launch("worker", "big"), launch("lambda", null)));
    queues.send(List.of(launch("worker", null)));
    assertThat(woken).containsExactly("big", "default");
    now.set(now.get().plusSeconds(60));
    queues.send(List.of(launch("worker", null)));
    assertThat(woken).containsExactly("big", "default", "default");
    assertThat(sent).hasSize(5);
  }

  @Test
  void aFailedWakingHarmsNoMessageAndIsTriedWithTheNext() {
    broken = true;
    queues.send(List.of(launch("worker", null)));
    queues.send(List.of(launch("worker", null)));
    assertThat(sent).hasSize(2);
    assertThat(woken).containsExactly("default", "default");
  }

  private static LaunchMessage launch(String executor, @Nullable String queue) {
    var run = new RunKey(new DagId("d"), new RunId("r"));
    var key = new AttemptKey(new TaskInstanceKey(run, new TaskId("t"), -1), 1);
    var id = AttemptId.of(key, Instant.EPOCH);
    return new LaunchMessage(key, id, new VersionHash("4c1d"), executor, queue, "ticket");
  }
}
