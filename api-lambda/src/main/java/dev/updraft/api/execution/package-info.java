/**
 * Airflow's Task Execution API, {@code /execution}: what a runner may do with the ticket or token
 * of its attempt. Each call is checked to be about that attempt, every write can be repeated, and
 * an end is stored before the run is told. Nothing here decides what follows.
 */
@NullMarked
package dev.updraft.api.execution;

import org.jspecify.annotations.NullMarked;
