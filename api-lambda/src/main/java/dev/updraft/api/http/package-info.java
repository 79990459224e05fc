/**
 * HTTP as the API's resources see it: calls, answers, routes, parameters, bodies and problems, in
 * FastAPI's manners because Airflow's clients expect them. No resource, no store and no type of the
 * host (Lambda, a socket) may live here.
 */
@NullMarked
package dev.updraft.api.http;

import org.jspecify.annotations.NullMarked;
