package dev.updraft.core.run;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Task;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.flow.Step;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A run while one event moves it on. It starts as a copy of the run's state, is changed step by
 * step, and ends as the next state with the decisions that the changes need.
 */
final class Progress {
  /** How much one step may decide, so that its decisions fit beside the state they come with. */
  static final int DECISIONS_MAX = 256;

  private final Run before;
  private final RunContext context;
  private final Instant now;
  private final Cells.Draft cells;
  private final TreeMap<Integer, Detail> details;
  private final List<Decision> decisions = new ArrayList<>();
  private final TreeSet<Integer> toJudge = new TreeSet<>();
  private DagRunState state;
  private @Nullable Instant endedAt;
  private @Nullable String reason;
  private boolean paused;
  private @Nullable Quiet quiet;
  private boolean allJudged;

  Progress(Run run, RunContext context, Instant now) {
    this.before = run;
    this.context = context;
    this.now = now;
    this.cells = run.cells().draft();
    this.details = new TreeMap<>(run.details());
    this.state = run.state();
    this.paused = run.paused();
    this.quiet = run.quiet();
  }

  Step<@Nullable Run> step() {
    return new Step<>(
        new Run(
            before.facts(),
            state,
            before.startedAt(),
            endedAt,
            reason,
            paused,
            quiet,
            cells.done(),
            details),
        decisions);
  }

  RunContext context() {
    return context;
  }

  RunFacts facts() {
    return before.facts();
  }

  Dag dag() {
    return context.graph().dag();
  }

  Task task(int cell) {
    return context.graph().task(cell);
  }

  TaskInstanceState state(int cell) {
    return cells.state(cell);
  }

  int tryNumber(int cell) {
    return cells.tryNumber(cell);
  }

  int size() {
    return cells.size();
  }

  Instant now() {
    return now;
  }

  Instant startedAt() {
    return before.startedAt();
  }

  Duration elapsed() {
    return Duration.between(before.startedAt(), now);
  }

  Set<Integer> onTheirWay() {
    return details.keySet();
  }

  Detail detail(int cell) {
    return details.getOrDefault(cell, Detail.NEW);
  }

  AttemptKey attempt(int cell) {
    return work(cell).in(context.key());
  }

  Work work(int cell) {
    return new Work(task(cell).taskId(), TaskInstanceKey.UNMAPPED, cells.tryNumber(cell));
  }

  void decide(Decision decision) {
    decisions.add(decision);
  }

  boolean decidesMore() {
    return decisions.size() < DECISIONS_MAX;
  }

  void paused(boolean value) {
    paused = value;
  }

  /** The cell of a work's task instance if this try of it is the current one; null otherwise. */
  @Nullable Integer cellOf(Work work) {
    var cell = context.graph().indexOf(work.taskId());
    return cell == null
            || work.mapIndex() != TaskInstanceKey.UNMAPPED
            || cells.tryNumber(cell) != work.tryNumber()
        ? null
        : cell;
  }

  /** The cell of a work's task instance if its current try has been launched and not ended. */
  @Nullable Integer launchedCell(Work work) {
    var cell = cellOf(work);
    if (cell == null || detail(cell).launchAt() == null) {
      return null;
    }
    return switch (cells.state(cell)) {
      case QUEUED, RUNNING, UP_FOR_RESCHEDULE, SCHEDULED -> cell;
      case NONE,
          SUCCESS,
          RESTARTING,
          FAILED,
          UP_FOR_RETRY,
          UPSTREAM_FAILED,
          SKIPPED,
          DEFERRED,
          REMOVED ->
          null;
    };
  }

  void judgeAll() {
    allJudged = true;
    for (int cell = 0; cell < cells.size(); cell++) {
      toJudge.add(cell);
    }
  }

  /** Ends a task instance and has those after it judged. */
  void finish(int cell, TaskInstanceState end) {
    release(cell);
    details.remove(cell);
    cells.state(cell, end);
    for (int k = 0; k < context.graph().downstreamCount(cell); k++) {
      toJudge.add(context.graph().downstream(cell, k));
    }
  }

  /** Ends a task instance over the head of its attempt, if it has an open one. */
  void endOver(int cell, TaskInstanceState end) {
    if (detail(cell).launchAt() != null) {
      decide(new Decision.EndAttempt(attempt(cell), attemptId(cell), facts().version(), end, now));
    }
    finish(cell, end);
  }

  /** Skips a task at another task's word, unless it has run or is running. */
  void skip(TaskId taskId) {
    var cell = context.graph().indexOf(taskId);
    if (cell == null) {
      return;
    }
    switch (cells.state(cell)) {
      case NONE, SCHEDULED, UP_FOR_RETRY, UP_FOR_RESCHEDULE, UPSTREAM_FAILED ->
          endOver(cell, TaskInstanceState.SKIPPED);
      case QUEUED, RUNNING, RESTARTING, DEFERRED, SUCCESS, FAILED, SKIPPED, REMOVED -> {}
    }
  }

  void retryAt(int cell, Instant due) {
    release(cell);
    cells.state(cell, TaskInstanceState.UP_FOR_RETRY);
    details.put(cell, Detail.NEW.waiting(due, 0));
    wake(cell, due);
  }

  void reschedule(int cell, Instant until, int count) {
    if (count != detail(cell).reschedules() + 1) {
      return;
    }
    release(cell);
    cells.state(cell, TaskInstanceState.UP_FOR_RESCHEDULE);
    details.put(cell, detail(cell).waiting(until, count));
    wake(cell, until);
  }

  void wake(int cell, Instant due) {
    decide(
        new Decision.WakeAt(
            new AggregateKey.OfRun(context.key()), due, new RunEvent.WaitOver(work(cell))));
  }

  /** When the run's {@code dagrun_timeout} is over; null if it has none. */
  @Nullable Instant timeoutAt() {
    var timeout = dag().limits().dagrunTimeout();
    return timeout == null ? null : before.startedAt().plus(timeout);
  }

  /** Has the run looked at when its {@code dagrun_timeout} is over, if it has one. */
  void wakeForTimeout() {
    var due = timeoutAt();
    if (due == null) {
      return;
    }
    decide(
        new Decision.WakeAt(
            new AggregateKey.OfRun(context.key()),
            due.isBefore(now) ? now : due,
            new RunEvent.RunTimedOut()));
  }

  void waitOver(int cell) {
    var until = detail(cell).until();
    if (until == null) {
      return;
    }
    if (until.isAfter(now)) {
      wake(cell, until);
      return;
    }
    switch (cells.state(cell)) {
      case UP_FOR_RETRY -> schedule(cell);
      case UP_FOR_RESCHEDULE -> cells.state(cell, TaskInstanceState.SCHEDULED);
      case NONE,
          SCHEDULED,
          QUEUED,
          RUNNING,
          SUCCESS,
          RESTARTING,
          FAILED,
          UPSTREAM_FAILED,
          SKIPPED,
          DEFERRED,
          REMOVED -> {}
    }
  }

  /** Begins the next try of a task instance: it may start as soon as limits allow. */
  void schedule(int cell) {
    cells.state(cell, TaskInstanceState.SCHEDULED);
    cells.tryNumber(cell, cells.tryNumber(cell) + 1);
    details.remove(cell);
  }

  private void release(int cell) {
    var seats = detail(cell).seats();
    if (seats.limitAsked()) {
      decide(released(Launching.limitOf(dag(), task(cell)), cell));
    }
    if (seats.poolAsked()) {
      decide(released(Launching.poolOf(task(cell)), cell));
    }
  }

  private Decision released(AggregateKey from, int cell) {
    return new Decision.Tell(from, new PoolEvent.SlotsReleased(context.key(), work(cell)));
  }

  /** Launches a scheduled task instance that holds all it needs. */
  void launch(int cell) {
    var launched = detail(cell).launched(now);
    details.put(cell, launched);
    cells.state(cell, TaskInstanceState.QUEUED);
    quiet(null);
    decide(launchOf(cell));
  }

  /** How the run is left alone; null while something is on its way. */
  @Nullable Quiet quiet() {
    return quiet;
  }

  boolean isFinished() {
    return endedAt != null;
  }

  /** Has the sweep leave the run alone for a while, or from now on look at it each time. */
  void quiet(@Nullable Quiet value) {
    if (!Objects.equals(quiet, value)) {
      quiet = value;
      decide(new Decision.RecordQuiet(context.key(), value == null ? null : value.until()));
    }
  }

  /** Notes that a launch is sent again, if nobody has taken it up. */
  void sendsAgain(int cell) {
    details.put(cell, detail(cell).sentAgain());
  }

  /** The launch that brought a queued task instance on its way. */
  Decision.Launch launchOf(int cell) {
    var task = task(cell);
    var executor = task.executor() == null ? context.settings().executor() : task.executor();
    var launchAt = detail(cell).launchAt();
    return new Decision.Launch(
        attempt(cell),
        attemptId(cell),
        facts().version(),
        executor,
        task.queue(),
        detail(cell).reschedules(),
        launchAt == null ? now : launchAt);
  }

  AttemptId attemptId(int cell) {
    var first = detail(cell).firstLaunchAt();
    return AttemptId.of(attempt(cell), first == null ? now : first);
  }

  void seats(int cell, Seats seats) {
    details.put(cell, detail(cell).with(seats));
  }

  /** Judges whom the changes concern, launches what may start, and ends the run if all is done. */
  void settle() {
    if (Stopping.of(this)) {
      return;
    }
    judge();
    boolean moreToLaunch = !paused && Launching.in(this);
    if (!toJudge.isEmpty() || moreToLaunch) {
      continueLater();
    } else if (allJudged || !Ending.isDeadlocked(this)) {
      Ending.of(this);
    } else {
      // A step before this one may have left some unjudged, and its word to go on may be late.
      judgeAll();
      settle();
    }
  }

  private void judge() {
    while (!toJudge.isEmpty() && decidesMore()) {
      Judging.of(this, toJudge.pollFirst());
    }
  }

  /** Has the rest done by a step of its own. */
  void continueLater() {
    decide(new Decision.Tell(new AggregateKey.OfRun(context.key()), new RunEvent.RunContinued()));
  }

  void end(DagRunState end, @Nullable String why) {
    state = end;
    endedAt = now;
    reason = why;
    quiet = null;
    details.clear();
    toJudge.clear();
    decisions.addAll(Ending.news(end, now, why, context));
  }
}
