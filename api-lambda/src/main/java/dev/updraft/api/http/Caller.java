package dev.updraft.api.http;

import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param id does not change while the user exists
 * @param username what the user is called
 * @param role Airflow's name of the user's role; null where nobody signs in
 */
public record Caller(String id, String username, @Nullable String role) {
  /** Anybody, where nobody signs in. */
  public static final Caller ANONYMOUS = new Caller("Anonymous", "Anonymous", null);

  /** What the user is called; null where nobody signs in. */
  public @Nullable String signedInName() {
    return role == null ? null : username;
  }
}
