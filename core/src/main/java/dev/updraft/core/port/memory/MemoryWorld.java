package dev.updraft.core.port.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * One of each port, in memory and empty.
 *
 * @param states the aggregates' states
 * @param attempts the attempts' rows
 * @param runs the runs' rows
 * @param catalog the DAGs
 * @param xcoms the XComs
 * @param logs the logs
 * @param timers the timers
 * @param inbox the aggregates' inboxes
 * @param errands what the clock hands on
 * @param taskQueues the executors' queues
 * @param blobs the large values
 * @param pools the pools' rows
 * @param variables the variables
 */
public record MemoryWorld(
    MemoryStates states,
    MemoryAttempts attempts,
    MemoryRuns runs,
    MemoryCatalog catalog,
    MemoryXComs xcoms,
    MemoryLogs logs,
    MemoryTimers timers,
    MemoryInbox inbox,
    MemoryErrands errands,
    MemoryTaskQueues taskQueues,
    MemoryBlobs blobs,
    MemoryPools pools,
    MemoryVariables variables) {
  /** After this a launch message that nobody removed is handed out again. */
  public static final Duration TASK_VISIBILITY = Duration.ofMinutes(2);

  /** A new one, on this clock. */
  public static MemoryWorld on(Supplier<Instant> clock) {
    return new MemoryWorld(
        new MemoryStates(),
        new MemoryAttempts(),
        new MemoryRuns(),
        new MemoryCatalog(),
        new MemoryXComs(),
        new MemoryLogs(),
        new MemoryTimers(),
        new MemoryInbox(clock),
        new MemoryErrands(),
        new MemoryTaskQueues(clock, TASK_VISIBILITY),
        new MemoryBlobs(),
        new MemoryPools(),
        new MemoryVariables());
  }
}
