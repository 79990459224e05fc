package dev.updraft.core.port;

/**
 * Everything a deployment's shells need of the outside world.
 *
 * @param states aggregates' state
 * @param attempts attempts' rows
 * @param runs runs' rows
 * @param catalog DAGs, versions, files
 * @param xcoms XComs
 * @param logs logs
 * @param timers timers
 * @param inbox aggregates' inboxes
 * @param errands what the clock hands on
 * @param taskQueues executors' queues
 * @param dagFiles the DAG folder's files
 * @param pools pools people have made
 * @param variables variables
 */
public record Ports(
    StateStore states,
    AttemptStore attempts,
    RunStore runs,
    Catalog catalog,
    XComStore xcoms,
    LogStore logs,
    Timers timers,
    Inbox inbox,
    Errands errands,
    TaskQueues taskQueues,
    Blobs dagFiles,
    Pools pools,
    Variables variables) {}
