/**
 * The run aggregate: the vector of its task instances' states and tries, and the rules that move
 * them: trigger rules, retries, timeouts, limits, and how a run ends. Pure; no rows, queues or
 * clocks may live here.
 */
@NullMarked
package dev.updraft.core.run;

import org.jspecify.annotations.NullMarked;
