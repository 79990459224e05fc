package dev.updraft.core.attempt;

import static java.util.Objects.requireNonNull;

import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.VersionHash;
import org.jspecify.annotations.Nullable;

/**
 * What an executor's queue carries: which attempt to run, and the ticket that lets its bearer claim
 * it.
 *
 * @param key which try
 * @param id the attempt's id
 * @param version the DAG version it runs
 * @param executor the executor
 * @param queue the worker queue, null for the executor's own
 * @param ticket a signed claim ticket for this attempt alone; it does not expire
 */
public record LaunchMessage(
    AttemptKey key,
    AttemptId id,
    VersionHash version,
    String executor,
    @Nullable String queue,
    String ticket) {
  public LaunchMessage {
    requireNonNull(key, "a launch message needs a key");
    requireNonNull(id, "a launch message needs an id");
    requireNonNull(version, "a launch message needs a version");
    requireNonNull(executor, "a launch message needs an executor");
    requireNonNull(ticket, "a launch message needs a ticket");
  }
}
