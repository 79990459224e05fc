/**
 * Counts what requests cost, by wrapping the clients: for benchmarks and tests of budgets. Nothing
 * of the product may depend on it.
 */
@NullMarked
package dev.updraft.aws.meter;

import org.jspecify.annotations.NullMarked;
