package dev.updraft.core.port.contract;

import static dev.updraft.core.fixture.Dags.bash;
import static dev.updraft.core.fixture.Dags.owner;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.fixture.Dags;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunTriggeredBy;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values the contracts speak of. */
public final class Samples {
  /** The time at which everything begins. */
  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** A version. */
  public static final VersionHash VERSION = new VersionHash("4c1d");

  /** A runner. */
  public static final Attempt.Runner RUNNER = new Attempt.Runner("host-1", "updraft", 41);

  private Samples() {}

  /** Seconds after noon. */
  public static Instant at(long seconds) {
    return NOON.plusSeconds(seconds);
  }

  /** A run of the DAG {@code orders}. */
  public static RunKey run(String runId) {
    return new RunKey(new DagId("orders"), new RunId(runId));
  }

  /** A task instance of the run {@code r1}. */
  public static TaskInstanceKey instance(String taskId, int mapIndex) {
    return new TaskInstanceKey(run("r1"), new TaskId(taskId), mapIndex);
  }

  /** A try of a task that is not mapped. */
  public static AttemptKey attempt(String taskId, int tryNumber) {
    return new AttemptKey(instance(taskId, TaskInstanceKey.UNMAPPED), tryNumber);
  }

  /** The id of a try that was decided at noon. */
  public static AttemptId id(AttemptKey key) {
    return AttemptId.of(key, NOON);
  }

  /** The launch of a try. */
  public static Decision.Launch launch(AttemptKey key, int reschedules, Instant at) {
    return new Decision.Launch(key, id(key), VERSION, "worker", "gpu", reschedules, at);
  }

  /** A run's row, queued, with this {@code run_after}. */
  public static RunStore.RunRow runRow(String dagId, String runId, Instant runAfter) {
    var facts =
        new RunFacts(new RunId(runId), DagRunType.MANUAL, VERSION, runAfter, null, null, runAfter);
    return new RunStore.RunRow(
        new DagId(dagId),
        facts,
        DagRunState.QUEUED,
        NOON,
        null,
        null,
        Map.of("country", "DE", "limit", 3L),
        DagRunTriggeredBy.UI,
        "ada",
        null);
  }

  /** A DAG of one task that runs daily. */
  public static Dag dag(String dagId, String command) {
    return Dags.dag(dagId)
        .description("Orders of the day")
        .tags("sales")
        .task("extract", bash(command), owner("ada"))
        .schedule(
            new Schedule.Cron(
                List.of("@daily"),
                ZoneOffset.UTC,
                new Schedule.Intervals.Trigger(Duration.ZERO),
                false))
        .startDate(NOON)
        .build();
  }

  /** Every item of a list, read in pages, at most 100 of them. */
  public static <T> List<T> all(Function<@Nullable String, Page<T>> list) {
    var items = new ArrayList<T>();
    String from = null;
    for (var pages = 0; pages < 100; pages++) {
      var page = list.apply(from);
      items.addAll(page.items());
      from = page.next();
      if (from == null) {
        return items;
      }
    }
    throw new AssertionError("a list of more than 100 pages");
  }
}
