/**
 * Airflow's public REST API, {@code /api/v2}: a class for each resource, with its routes, what it
 * reads and which problems it answers. No shape and no rule of scheduling may live here.
 */
@NullMarked
package dev.updraft.api.rest;

import org.jspecify.annotations.NullMarked;
