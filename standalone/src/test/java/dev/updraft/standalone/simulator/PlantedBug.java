package dev.updraft.standalone.simulator;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Step;
import dev.updraft.core.flow.Work;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.Page;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.port.StateStore;
import dev.updraft.core.run.TaskInstanceState;
import dev.updraft.core.run.Unfinished;
import dev.updraft.scheduler.AggregateState;
import dev.updraft.scheduler.Deciding;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Faults of a kind that someone could really make, each of which the simulator must find. */
enum PlantedBug {
  /** The store does not look whether someone else has committed in between. */
  A_COMMIT_WITHOUT_ITS_CONDITION,
  /** A second runner may claim what the first one runs. */
  A_CLAIM_OF_WHAT_RUNS_ALREADY,
  /** A silent runner's attempt is retried without being fenced off. */
  A_LOSS_WITHOUT_A_FENCE,
  /** Slots are never given back. */
  SLOTS_KEPT_FOR_EVER,
  /** The end of an old try is taken for the end of the current one. */
  AN_OLD_TRYS_END_BELIEVED,
  /** A retry is launched, and so is one more. */
  A_RETRY_TOO_MANY,
  /** The sweep finds no unfinished run, so that what is lost stays lost. */
  A_SWEEP_THAT_FINDS_NOTHING,
  /** Of the runs of a DAG that wait to start, the sweep says only one to its plan. */
  A_SWEEP_THAT_SAYS_ONE_QUEUED_RUN_OF_A_DAG,
  /** A plan keeps the place of a run whose end it has not heard of. */
  A_PLAN_THAT_NEVER_LOOKS;

  Bugs bugs() {
    return switch (this) {
      case A_COMMIT_WITHOUT_ITS_CONDITION -> Bugs.inStates(PlantedBug::blindCommits);
      case A_CLAIM_OF_WHAT_RUNS_ALREADY -> Bugs.inAttempts(PlantedBug::blindClaims);
      case A_LOSS_WITHOUT_A_FENCE -> Bugs.inAttempts(PlantedBug::unfencedLosses);
      case SLOTS_KEPT_FOR_EVER -> Bugs.inRules(PlantedBug::keptSlots);
      case AN_OLD_TRYS_END_BELIEVED -> Bugs.inRules(PlantedBug::oldTriesBelieved);
      case A_RETRY_TOO_MANY -> Bugs.inRules(PlantedBug::launchedTwice);
      case A_SWEEP_THAT_FINDS_NOTHING -> Bugs.inRuns(PlantedBug::sweptByNobody);
      case A_SWEEP_THAT_SAYS_ONE_QUEUED_RUN_OF_A_DAG -> Bugs.inInbox(PlantedBug::oneIdForAll);
      case A_PLAN_THAT_NEVER_LOOKS -> Bugs.inRules(PlantedBug::unwatchedPlans);
    };
  }

  private static StateStore blindCommits(StateStore real) {
    return new StateStore() {
      @Override
      public @Nullable Stored load(AggregateKey key) {
        return real.load(key);
      }

      @Override
      public boolean commit(AggregateKey key, @Nullable Stored previous, Stored next) {
        return real.commit(key, real.load(key), next);
      }
    };
  }

  private static AttemptStore blindClaims(AttemptStore real) {
    return changed(
        real,
        "claim",
        (result, arguments) -> {
          if (result instanceof AttemptStore.Change.Refused(Attempt row)
              && row.state() == TaskInstanceState.RUNNING) {
            return new AttemptStore.Change.Done(row);
          }
          return result;
        });
  }

  private static AttemptStore unfencedLosses(AttemptStore real) {
    return (AttemptStore)
        Proxy.newProxyInstance(
            AttemptStore.class.getClassLoader(),
            new Class<?>[] {AttemptStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("lose")) {
                var row = real.get((AttemptKey) arguments[0]);
                return row == null
                    ? new AttemptStore.Change.Missing()
                    : new AttemptStore.Change.Done(row);
              }
              return invoke(real, method, arguments);
            });
  }

  private static RunStore sweptByNobody(RunStore real) {
    return (RunStore)
        Proxy.newProxyInstance(
            RunStore.class.getClassLoader(),
            new Class<?>[] {RunStore.class},
            (_, method, arguments) ->
                method.getName().equals("unfinished")
                    ? new Page<Unfinished>(List.of(), null)
                    : invoke(real, method, arguments));
  }

  /** Its messages have the ids of an aggregate and an occasion, whatever they say. */
  private static Inbox oneIdForAll(Inbox real) {
    return new Inbox() {
      @Override
      public void send(List<Message> messages) {
        real.send(messages.stream().map(this::spoiled).toList());
      }

      @Override
      public void sendLater(List<Later> messages) {
        real.sendLater(messages);
      }

      private Message spoiled(Message message) {
        var id = message.deduplicationId();
        var event = "#" + message.event();
        return id.startsWith("sweep#") && id.endsWith(event)
            ? new Message(
                message.to(), message.event(), id.substring(0, id.length() - event.length()))
            : message;
      }
    };
  }

  private static Deciding unwatchedPlans(Deciding real) {
    return (key, state, event, settings, now) ->
        event instanceof PlanEvent.PlanWatched && state != null
            ? Step.none(state)
            : real.decide(key, state, event, settings, now);
  }

  private static Deciding keptSlots(Deciding real) {
    return (key, state, event, settings, now) -> {
      var step = real.decide(key, state, event, settings, now);
      return new Step<>(
          step.next(),
          step.decisions().stream()
              .filter(
                  decision -> !(decision instanceof Decision.Tell(_, PoolEvent.SlotsReleased _)))
              .toList());
    };
  }

  private static Deciding oldTriesBelieved(Deciding real) {
    return (key, state, event, settings, now) -> {
      var believed = event;
      if (event instanceof RunEvent.AttemptFinished finished
          && state instanceof AggregateState.OfRun(var run)) {
        int highest = 0;
        for (int cell = 0; cell < run.cells().size(); cell++) {
          highest = Math.max(highest, run.cells().tryNumber(cell));
        }
        var work = finished.work();
        if (highest > work.tryNumber()) {
          believed =
              new RunEvent.AttemptFinished(
                  new Work(work.taskId(), work.mapIndex(), work.tryNumber() + 1),
                  finished.outcome(),
                  finished.skipDownstream(),
                  finished.at());
        }
      }
      return real.decide(key, state, believed, settings, now);
    };
  }

  private static Deciding launchedTwice(Deciding real) {
    return (key, state, event, settings, now) -> {
      var step = real.decide(key, state, event, settings, now);
      var more =
          step.decisions().stream()
              .filter(decision -> decision instanceof Decision.Launch)
              .map(decision -> again((Decision.Launch) decision))
              .toList();
      return new Step<>(step.next(), joined(step.decisions(), more));
    };
  }

  private static Decision again(Decision.Launch launch) {
    var next = new AttemptKey(launch.key().taskInstance(), launch.key().tryNumber() + 1);
    return new Decision.Launch(
        next,
        AttemptId.of(next, launch.at()),
        launch.version(),
        launch.executor(),
        launch.queue(),
        0,
        launch.at());
  }

  private static List<Decision> joined(List<Decision> some, List<? extends Decision> more) {
    var all = new ArrayList<Decision>(some);
    all.addAll(more);
    return all;
  }

  private interface Twist {
    @Nullable Object of(@Nullable Object result, Object[] arguments);
  }

  private static AttemptStore changed(AttemptStore real, String name, Twist twist) {
    return (AttemptStore)
        Proxy.newProxyInstance(
            AttemptStore.class.getClassLoader(),
            new Class<?>[] {AttemptStore.class},
            (_, method, arguments) -> {
              var result = invoke(real, method, arguments);
              return method.getName().equals(name) ? twist.of(result, arguments) : result;
            });
  }

  private static @Nullable Object invoke(Object real, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
