/**
 * The data of Airflow's UI, {@code /ui}: lists, grid and graph as Airflow 3.3.2's private UI API
 * shapes them. Nothing here writes.
 */
@NullMarked
package dev.updraft.api.ui;

import org.jspecify.annotations.NullMarked;
