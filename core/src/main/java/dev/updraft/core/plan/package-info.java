/**
 * The aggregate of a DAG, called its plan: the current version, whether it is paused, the position
 * in its schedule, and which runs are active or wait. Pure; the arithmetic of schedules lives in
 * {@code schedule}, rows and timers are the shells' business.
 */
@NullMarked
package dev.updraft.core.plan;

import org.jspecify.annotations.NullMarked;
