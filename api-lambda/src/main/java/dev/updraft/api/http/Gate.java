package dev.updraft.api.http;

/** Decides who may call a route. */
@FunctionalInterface
public interface Gate {
  /** Lets everybody in. */
  Gate OPEN = (_, endpoint) -> endpoint;

  /**
   * The endpoint as callers reach it.
   *
   * @param operation the method and the route's pattern, such as {@code GET /api/v2/dags/{dag_id}}
   */
  Endpoint guard(String operation, Endpoint endpoint);

  /** Does ahead of the first call what it can, where a start is kept for many processes. */
  default void prime() {}
}
