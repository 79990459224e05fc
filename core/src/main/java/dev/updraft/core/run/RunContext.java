package dev.updraft.core.run;

import dev.updraft.core.dag.DagGraph;
import dev.updraft.core.flow.Settings;
import dev.updraft.core.id.RunKey;

/**
 * What a run's rules look at beside its state.
 *
 * @param key which run it is
 * @param graph the DAG version it runs
 * @param settings how this deployment is set up
 */
public record RunContext(RunKey key, DagGraph graph, Settings settings) {}
