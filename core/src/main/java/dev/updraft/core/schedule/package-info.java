/**
 * When DAGs run: schedules and the arithmetic of their runs, data intervals, time zones and
 * daylight saving. Pure functions over {@code java.time}; no clock, no timers and no state may live
 * here.
 */
@NullMarked
package dev.updraft.core.schedule;

import org.jspecify.annotations.NullMarked;
