package dev.updraft.api.signin;

import java.util.Collection;
import java.util.Locale;

/** Airflow's roles, each with all that those before it may do. */
public enum Role {
  /** Signed in, and nothing more. */
  PUBLIC,
  /** Reads what is there, except what Airflow's administrators configure. */
  VIEWER,
  /** Runs DAGs too. */
  USER,
  /** Configures too: pools, variables, connections. */
  OP,
  /** Does everything. */
  ADMIN;

  /** The greatest role among a user's groups; groups that name no role count for nothing. */
  public static Role among(Collection<String> groups) {
    var greatest = PUBLIC;
    for (var role : values()) {
      if (groups.contains(role.airflowName())) {
        greatest = role;
      }
    }
    return greatest;
  }

  /** As Airflow writes it, such as {@code Viewer}. */
  public String airflowName() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  /** Whether it may do what another role may. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
