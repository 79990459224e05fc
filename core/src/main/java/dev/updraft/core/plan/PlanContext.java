package dev.updraft.core.plan;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.Settings;

/**
 * What a plan's rules look at beside its state.
 *
 * @param dag the version that an event publishes, else the plan's
 * @param settings how this deployment is set up
 */
public record PlanContext(Dag dag, Settings settings) {}
