/**
 * How calls over a network are tried again: decisions alone. Whoever calls waits, measures and
 * draws the random numbers.
 */
@NullMarked
package dev.updraft.core.call;

import org.jspecify.annotations.NullMarked;
