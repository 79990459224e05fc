/**
 * The ports in memory: for tests and the simulator, with the same contracts as the stores in the
 * cloud. Everything here is thread-safe and keeps a fixed order; the time comes from outside, and
 * nothing here may read a clock, draw a random number or wait.
 */
@NullMarked
package dev.updraft.core.port.memory;

import org.jspecify.annotations.NullMarked;
