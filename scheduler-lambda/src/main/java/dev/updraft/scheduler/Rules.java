package dev.updraft.scheduler;

import dev.updraft.core.flow.Event;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Settings;
import dev.updraft.core.flow.Step;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.plan.PlanContext;
import dev.updraft.core.plan.PlanRules;
import dev.updraft.core.pool.PoolRules;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.run.RunContext;
import dev.updraft.core.run.RunRules;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Brings each event before the rules of its aggregate, with what they need to look at. */
public final class Rules implements Deciding {
  private final Definitions definitions;

  /** With the catalog that holds the versions' definitions. */
  public Rules(Catalog catalog) {
    this.definitions = new Definitions(catalog);
  }

  @Override
  public Step<@Nullable AggregateState> decide(
      AggregateKey key,
      @Nullable AggregateState state,
      Event event,
      Settings settings,
      Instant now) {
    return switch (key) {
      case AggregateKey.OfDag dag when event instanceof PlanEvent e ->
          plan(dag, state, e, settings, now);
      case AggregateKey.OfRun(RunKey run) when event instanceof RunEvent e ->
          run(run, state, e, settings, now);
      case AggregateKey.OfPool pool when event instanceof PoolEvent e -> pool(pool, state, e);
      case AggregateKey.OfTaskLimit limit when event instanceof PoolEvent e ->
          pool(limit, state, e);
      case AggregateKey.OfDag _,
          AggregateKey.OfRun _,
          AggregateKey.OfPool _,
          AggregateKey.OfTaskLimit _ ->
          throw new IllegalArgumentException(
              key.text() + " cannot be told " + event.getClass().getSimpleName());
    };
  }

  private Step<@Nullable AggregateState> plan(
      AggregateKey.OfDag key,
      @Nullable AggregateState state,
      PlanEvent event,
      Settings settings,
      Instant now) {
    var plan = state instanceof AggregateState.OfPlan(var known) ? known : null;
    VersionHash version;
    if (event instanceof PlanEvent.DagPublished(VersionHash published)) {
      version = published;
    } else if (plan != null) {
      version = plan.version();
    } else {
      return Step.none(null);
    }
    var context = new PlanContext(definitions.of(key.dagId(), version).dag(), settings);
    var step = PlanRules.decide(plan, event, context, now);
    var next = step.next();
    return new Step<>(next == null ? null : new AggregateState.OfPlan(next), step.decisions());
  }

  private Step<@Nullable AggregateState> run(
      RunKey key, @Nullable AggregateState state, RunEvent event, Settings settings, Instant now) {
    var run = state instanceof AggregateState.OfRun(var known) ? known : null;
    VersionHash version;
    if (run != null) {
      version = run.facts().version();
    } else if (event instanceof RunEvent.RunStarted started) {
      version = started.facts().version();
    } else {
      return Step.none(null);
    }
    var context = new RunContext(key, definitions.of(key.dagId(), version), settings);
    var step = RunRules.decide(run, event, context, now);
    var next = step.next();
    return new Step<>(next == null ? null : new AggregateState.OfRun(next), step.decisions());
  }

  private static Step<@Nullable AggregateState> pool(
      AggregateKey key, @Nullable AggregateState state, PoolEvent event) {
    var pool = state instanceof AggregateState.OfPool(var known) ? known : null;
    var step = PoolRules.decide(pool, event, key);
    var next = step.next();
    return new Step<>(next == null ? null : new AggregateState.OfPool(next), step.decisions());
  }
}
