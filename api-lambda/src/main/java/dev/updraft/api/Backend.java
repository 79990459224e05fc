package dev.updraft.api;

import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.LogStore;
import dev.updraft.core.port.Pools;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.port.StateStore;
import dev.updraft.core.port.Timers;
import dev.updraft.core.port.Variables;
import dev.updraft.core.port.XComStore;

/**
 * What the API reads and writes.
 *
 * @param catalog DAGs, versions and files
 * @param runs the rows of runs
 * @param attempts the rows of attempts
 * @param xcoms XComs
 * @param logs logs too long for a row
 * @param states what aggregates store of themselves, to be read only
 * @param pools the rows of pools
 * @param variables Variables
 * @param timers what is due later
 * @param inbox the inboxes of aggregates
 * @param dagFiles the DAG folder's files
 */
public record Backend(
    Catalog catalog,
    RunStore runs,
    AttemptStore attempts,
    XComStore xcoms,
    LogStore logs,
    StateStore states,
    Pools pools,
    Variables variables,
    Timers timers,
    Inbox inbox,
    Blobs dagFiles) {
  /** What it needs of all there is. */
  public static Backend over(Ports ports) {
    return new Backend(
        ports.catalog(),
        ports.runs(),
        ports.attempts(),
        ports.xcoms(),
        ports.logs(),
        ports.states(),
        ports.pools(),
        ports.variables(),
        ports.timers(),
        ports.inbox(),
        ports.dagFiles());
  }
}
