package dev.updraft.core.wire;

import dev.updraft.core.dag.Mapping;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.Errand;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.PoolName;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.run.TaskInstanceState;
import dev.updraft.core.schedule.AssetCondition;
import dev.updraft.core.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One value at least of everything that is written as JSON by its kind. */
final class WireSamples {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.000001Z");
  private static final RunKey RUN = new RunKey(new DagId("a|b"), new RunId("manual__é"));
  private static final Work WORK = new Work(new TaskId("g.t"), TaskInstanceKey.UNMAPPED, 17);
  private static final AttemptKey KEY = WORK.in(RUN);
  private static final AttemptId ID = AttemptId.of(KEY, NOON);
  private static final VersionHash VERSION = new VersionHash("4c1d");
  private static final RunFacts FACTS =
      new RunFacts(RUN.runId(), DagRunType.MANUAL, VERSION, null, NOON, null, NOON);
  private static final Decision.Launch LAUNCH =
      new Decision.Launch(KEY, ID, VERSION, "lambda", null, 3, NOON);
  private static final AssetCondition.Asset ASSET = new AssetCondition.Asset("a", "s3://b/a");

  private WireSamples() {}

  static List<Object> all() {
    return Stream.of(events(), decisions(), schedules(), others()).flatMap(List::stream).toList();
  }

  private static List<Object> events() {
    return List.of(
        new PlanEvent.DagPublished(VERSION),
        new PlanEvent.DagRemoved(),
        new PlanEvent.RunTriggered(FACTS),
        new PlanEvent.RunFinished(RUN.runId(), DagRunState.FAILED),
        new PlanEvent.PausedSet(true),
        new PlanEvent.ScheduleDue(NOON),
        new PlanEvent.PlanWatched(),
        new PlanEvent.PlanContinued(RUN.runId(), true),
        new RunEvent.RunStarted(FACTS, true),
        new RunEvent.AttemptFinished(
            WORK, new Outcome.Rescheduled(NOON, 2), List.of(new TaskId("x")), NOON),
        new RunEvent.AttemptFinished(WORK, new Outcome.Failed(true), List.of(), NOON),
        new RunEvent.AttemptLost(WORK, NOON, "its runner is gone"),
        new RunEvent.SlotsGranted(
            WORK, new AggregateKey.OfTaskLimit(RUN.dagId(), new TaskId("g.t"))),
        new RunEvent.WaitOver(WORK),
        new RunEvent.RunContinued(),
        new RunEvent.RunTimedOut(),
        new RunEvent.RunPausedSet(false),
        new RunEvent.RunWatched(null),
        new RunEvent.RunWatched(NOON),
        new PoolEvent.PoolSized(-1),
        new PoolEvent.PoolDeleted(),
        new PoolEvent.PoolContinued(),
        new PoolEvent.SlotsAsked(RUN, WORK, 2, -7, null, NOON),
        new PoolEvent.SlotsAsked(RUN, WORK, 1, 7, 4, NOON),
        new PoolEvent.SlotsReleased(RUN, WORK));
  }

  private static List<Object> decisions() {
    var next = new Decision.NextRun(NOON, NOON, NOON, NOON);
    return List.of(
        new Decision.Tell(
            new AggregateKey.OfPool(new PoolName("p|q")), new PoolEvent.SlotsReleased(RUN, WORK)),
        new Decision.WakeAt(new AggregateKey.OfRun(RUN), NOON, new RunEvent.WaitOver(WORK)),
        LAUNCH,
        new Decision.Check(LAUNCH, null, true),
        new Decision.Check(LAUNCH, NOON, false),
        new Decision.EndAttempt(KEY, ID, VERSION, TaskInstanceState.UPSTREAM_FAILED, NOON),
        new Decision.CreateRun(RUN.dagId(), FACTS, NOON),
        new Decision.RecordRun(RUN, DagRunState.FAILED, NOON, "timed out"),
        new Decision.RecordRun(RUN, DagRunState.SUCCESS, NOON, null),
        new Decision.RecordQuiet(RUN, NOON),
        new Decision.RecordQuiet(RUN, null),
        new Decision.RecordPlan(RUN.dagId(), VERSION, true, next),
        new Decision.RecordPlan(RUN.dagId(), VERSION, false, null));
  }

  private static List<Object> schedules() {
    var trigger = new Schedule.Intervals.Trigger(Duration.ofHours(1));
    var always = new Schedule.RunImmediately.Always();
    return List.of(
        new Schedule.None(),
        new Schedule.Once(),
        new Schedule.Continuous(),
        new Schedule.Cron(List.of("0 * * * *"), ZoneId.of("Europe/Vienna"), trigger, always),
        new Schedule.Delta(
            new Schedule.Period(1, Duration.ofSeconds(90)), new Schedule.Intervals.DataInterval()),
        new Schedule.Events(List.of(NOON), "one"),
        new Schedule.Assets(ASSET),
        new Schedule.AssetsOrTime(new Schedule.Once(), ASSET),
        new Schedule.Foreign("acme.Lunar", Map.of("phase", 3L)),
        trigger,
        new Schedule.Intervals.DataInterval(),
        always,
        new Schedule.RunImmediately.IfJustPassed(),
        new Schedule.RunImmediately.Within(Duration.ofMinutes(3)));
  }

  private static List<Object> others() {
    return List.of(
        new Outcome.Succeeded(),
        new Outcome.Failed(true),
        new Errand.SweepRuns(3, "orders|r1", NOON),
        new Errand.SweepRuns(0, null, NOON),
        new Errand.SweepPlans(null, NOON),
        new Outcome.Skipped(),
        new Outcome.Rescheduled(NOON, 1),
        ASSET,
        new AssetCondition.AnyOf(List.of(ASSET, new AssetCondition.AllOf(List.of(ASSET)))),
        new AssetCondition.AllOf(List.of()),
        new Mapping.None(),
        new Mapping.Expand(Map.of("x", List.of(1L, 2L)), Map.of("y", "z")));
  }
}
