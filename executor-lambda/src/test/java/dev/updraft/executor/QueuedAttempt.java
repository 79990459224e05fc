package dev.updraft.executor;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.memory.MemoryWorld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An attempt whose row is queued, its launch message, and what its run is told. */
final class QueuedAttempt {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final AttemptKey KEY =
      new AttemptKey(
          new TaskInstanceKey(new RunKey(new DagId("d"), new RunId("r")), new TaskId("t"), -1), 1);
  static final AttemptId ID = AttemptId.of(KEY, NOON);
  private static final VersionHash VERSION = new VersionHash("4c1d");

  final List<Inbox.Message> told = new ArrayList<>();
  final LaunchMessage launch;
  final AttemptEnds ends;
  Instant now = NOON;
  private final MemoryWorld world = MemoryWorld.on(() -> NOON);

  QueuedAttempt(String executor, @Nullable String queue) {
    launch = new LaunchMessage(KEY, ID, VERSION, executor, queue, "ticket");
    ends = new AttemptEnds(attempts(), new Told(told), () -> now);
    attempts().queue(new Decision.Launch(KEY, ID, VERSION, executor, queue, 0, NOON));
  }

  AttemptStore attempts() {
    return world.attempts();
  }

  Attempt row() {
    return Objects.requireNonNull(attempts().get(KEY));
  }

  private record Told(List<Message> messages) implements Inbox {
    @Override
    public void send(List<Message> more) {
      messages.addAll(more);
    }

    @Override
    public void sendLater(List<Later> messages) {
      throw new UnsupportedOperationException();
    }
  }
}
