/** Tests of the scheduler's shells, on the core's stores in memory. */
@NullMarked
package dev.updraft.scheduler;

import org.jspecify.annotations.NullMarked;
