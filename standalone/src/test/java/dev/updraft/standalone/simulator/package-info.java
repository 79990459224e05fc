/**
 * The simulator: the real core, the scheduler's and the API's real shells, over stores in memory,
 * in virtual time, with faults. One seed is one history. To see a seed that failed again, run
 * {@code SchedulerSimulation} with {@code -Dupdraft.seed=N}.
 */
@NullMarked
package dev.updraft.standalone.simulator;

import org.jspecify.annotations.NullMarked;
