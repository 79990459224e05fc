package dev.updraft.api;

import static dev.updraft.core.fixture.Dags.after;
import static dev.updraft.core.fixture.Dags.decorated;
import static dev.updraft.core.fixture.Dags.in;
import static dev.updraft.core.fixture.Dags.owner;
import static dev.updraft.core.fixture.Dags.retries;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Edge;
import dev.updraft.core.dag.Param;
import dev.updraft.core.fixture.DagDraft;
import dev.updraft.core.fixture.Dags;
import dev.updraft.core.fixture.TaskDraft;
import dev.updraft.core.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** DAGs the tests speak of. */
public final class SampleDags {
  private static final TaskDraft.Trait ADAS = owner("ada");

  private SampleDags() {}

  /**
   * {@code extract >> choose >> (load.first >> load.second) >> report}, where choose branches, load
   * is a group and extract may be retried twice.
   */
  public static Dag orders() {
    return daily("orders")
        .task("extract", ADAS, retries(2, Duration.ofMinutes(5)))
        .task("choose", ADAS, decorated("task.branch"), after("extract"))
        .group("load", "Loads")
        .task("load.first", ADAS, in("load"), after("choose"))
        .task("load.second", ADAS, in("load"), after("load.first"))
        .task("report", ADAS, after("load.second"))
        .edges(
            new Edge("extract", false, "choose", false),
            new Edge("choose", false, "load", true),
            new Edge("load.first", false, "load.second", false),
            new Edge("load", true, "report", false))
        .build();
  }

  /** A DAG of one task. */
  public static Dag small(String dagId) {
    return daily(dagId).task("only", ADAS).build();
  }

  private static DagDraft daily(String dagId) {
    return Dags.dag(dagId)
        .description("Orders of the day")
        .tags("sales", "daily")
        .schedule(
            new Schedule.Cron(
                List.of("0 0 * * *"),
                ZoneOffset.UTC,
                new Schedule.Intervals.Trigger(Duration.ZERO),
                false))
        .startDate(Instant.parse("2026-01-01T00:00:00Z"))
        .dagrunTimeout(Duration.ofHours(1))
        .param("country", new Param("DE", "which one", Map.of("type", "string", "maxLength", 2L)));
  }
}
