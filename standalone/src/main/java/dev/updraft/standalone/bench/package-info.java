/**
 * The benchmark: a deployment in this process runs generated DAGs while gauges count its requests,
 * and what was counted and timed is set against the budgets. Nothing else may use it.
 */
@NullMarked
package dev.updraft.standalone.bench;

import org.jspecify.annotations.NullMarked;
