package dev.updraft.api.tell;

import dev.updraft.api.http.AirflowTime;
import dev.updraft.api.http.ApiJson;
import dev.updraft.api.view.Dags.Known;
import dev.updraft.core.dag.ParamSchemas;
import dev.updraft.core.flow.Decision.WakeAt;
import dev.updraft.core.flow.PlanEvent.RunTriggered;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.RunId;
import dev.updraft.core.plan.RunIds;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.port.Timers;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunTriggeredBy;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.schedule.DataInterval;
import dev.updraft.core.schedule.Timetable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Triggers runs. A timer that tells the DAG again is stored first, so that a run whose row is
 * stored starts even if the API dies before it has told the DAG; once it has, the timer goes.
 */
public final class Trigger {
  /** How large a run's conf may be as JSON. */
  public static final int CONF_BYTES_MAX = 64 * 1024;

  private static final Logger LOG = System.getLogger(Trigger.class.getName());
  private static final Duration SAFETY = Duration.ofMinutes(2);
  private final RunStore store;
  private final Timers timers;
  private final Teller teller;

  /** Over rows, timers and inboxes. */
  public Trigger(RunStore store, Timers timers, Teller teller) {
    this.store = store;
    this.timers = timers;
    this.teller = teller;
  }

  /** Stores a run and tells its DAG, unless something is wrong with it. */
  public Result trigger(Known known, Wish wish, Instant now) {
    var problem = problem(known, wish);
    if (problem != null) {
      return new Result.Bad(problem);
    }
    var run = row(known, wish, now);
    if (store.get(run.key()) != null || !reserve(run, now)) {
      return taken(run, wish);
    }
    return commit(run, wish, now);
  }

  /** What a request has made is not taken from it when it comes again. */
  private Result taken(RunRow run, Wish wish) {
    var request = wish.request();
    return request != null && store.isOf(run.key(), request)
        ? new Result.Done(run)
        : new Result.Exists(run.runId());
  }

  /** Airflow has a unique constraint on the logical date within a DAG, where there is one. */
  private boolean reserve(RunRow run, Instant now) {
    var logicalDate = run.facts().logicalDate();
    return logicalDate == null || store.reserve(run.key(), logicalDate, now);
  }

  private Result commit(RunRow run, Wish wish, Instant now) {
    var dag = new AggregateKey.OfDag(run.dagId());
    var event = new RunTriggered(run.facts());
    var safety = new WakeAt(dag, now.plus(SAFETY), event);
    timers.put(safety);
    if (!store.create(run, wish.request())) {
      timers.delete(List.of(safety));
      return taken(run, wish);
    }
    teller.tell(dag, event, run.runId(), run.queuedAt());
    forget(safety);
    return new Result.Done(run);
  }

  /** The DAG has been told, so the timer is only a cost; firing, it would change nothing. */
  private void forget(WakeAt safety) {
    try {
      timers.delete(List.of(safety));
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "the timer " + safety + " stays and fires for nothing", e);
    }
  }

  private @Nullable String problem(Known known, Wish wish) {
    int bytes = ApiJson.write(wish.conf()).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > CONF_BYTES_MAX) {
      return "conf has %d bytes as JSON, at most %d are allowed: put large values where tasks can read them and pass their address"
          .formatted(bytes, CONF_BYTES_MAX);
    }
    var badId = wish.runId() == null ? null : WishedIds.problem(wish.runId(), wish.by());
    if (badId != null) {
      return badId;
    }
    return switch (ParamSchemas.resolve(known.dag(), wish.conf())) {
      case ParamSchemas.Resolved _ -> null;
      case ParamSchemas.Invalid(var messages) -> String.join("; ", messages);
    };
  }

  private RunRow row(Known known, Wish wish, Instant now) {
    var runAfter = AirflowTime.micros(wish.runAfter() == null ? now : wish.runAfter());
    var type =
        wish.by() == DagRunTriggeredBy.OPERATOR ? DagRunType.OPERATOR_TRIGGERED : DagRunType.MANUAL;
    var runId =
        wish.runId() == null ? RunIds.of(DagRunType.MANUAL, runAfter) : new RunId(wish.runId());
    var interval = interval(known, wish);
    var facts =
        new RunFacts(
            runId,
            type,
            known.row().version(),
            wish.logicalDate(),
            interval == null ? null : interval.start(),
            interval == null ? null : interval.end(),
            runAfter);
    return new RunRow(
        known.row().dagId(),
        facts,
        DagRunState.QUEUED,
        AirflowTime.micros(now),
        null,
        null,
        wish.conf(),
        wish.by(),
        wish.user(),
        wish.note() == null || wish.note().isEmpty() ? null : wish.note());
  }

  /** As in Airflow, a run without a logical date has no data interval, whatever was sent. */
  private @Nullable DataInterval interval(Known known, Wish wish) {
    if (wish.logicalDate() == null) {
      return null;
    }
    return wish.interval() == null
        ? Timetable.manualInterval(known.dag().schedule(), wish.logicalDate())
        : wish.interval();
  }

  /**
   * A run someone asks for.
   *
   * @param runId its id, null for one made of its time
   * @param logicalDate its logical date, if it has one
   * @param interval its data interval, if said
   * @param runAfter it starts no earlier, null for now
   * @param conf what it is given
   * @param by what asks
   * @param user who asks, if known
   * @param note a line for people, if any
   * @param request what tells this request from all others, at its repetition too; null where one
   *     that comes again is another
   */
  public record Wish(
      @Nullable String runId,
      @Nullable Instant logicalDate,
      @Nullable DataInterval interval,
      @Nullable Instant runAfter,
      Map<String, @Nullable Object> conf,
      DagRunTriggeredBy by,
      @Nullable String user,
      @Nullable String note,
      @Nullable String request) {}

  /** What became of a wish. */
  public sealed interface Result {
    /**
     * The run is stored and its DAG is told, now or when this was asked before.
     *
     * @param run its row
     */
    record Done(RunRow run) implements Result {}

    /**
     * The DAG has a run of this id or logical date already.
     *
     * @param runId the id that was wished for
     */
    record Exists(RunId runId) implements Result {}

    /**
     * The DAG does not take such a run.
     *
     * @param reason why
     */
    record Bad(String reason) implements Result {}
  }
}
