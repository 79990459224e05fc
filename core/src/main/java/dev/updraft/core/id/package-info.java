/**
 * The identities of things: DAGs, runs, tasks, attempts, aggregates. Here live small value types
 * that reject bad values when made; no behaviour beyond parsing and printing may live here.
 */
@NullMarked
package dev.updraft.core.id;

import org.jspecify.annotations.NullMarked;
