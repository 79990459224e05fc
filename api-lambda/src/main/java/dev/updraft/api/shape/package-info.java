/**
 * The JSON objects of Airflow's public API and UI data, field for field as Airflow 3.3.2 has them.
 * No reading, no writing and no choosing may live here.
 */
@NullMarked
package dev.updraft.api.shape;

import org.jspecify.annotations.NullMarked;
