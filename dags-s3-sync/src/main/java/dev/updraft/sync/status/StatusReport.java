package dev.updraft.sync.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A deployed stack.
 *
 * @param stack its name
 * @param status CloudFormation's word for its state
 * @param deployedAt when it was deployed last
 * @param outputs its outputs
 * @param queues how full its queues are
 * @param workers its workers, by the queues they take tasks from
 * @param health the health of each component as the API tells it
 * @param problems what is not well, or could not be looked at, one a line
 */
record StatusReport(
    String stack,
    String status,
    @JsonProperty("deployed_at") @Nullable Instant deployedAt,
    Map<String, String> outputs,
    List<Queue> queues,
    List<Workers> workers,
    Map<String, String> health,
    List<String> problems) {

  /** A queue, by its name without the stack's prefix. */
  record Queue(String name, long waiting, @JsonProperty("in_flight") long inFlight, long delayed) {}

  /** The workers of a queue, and their service in ECS. */
  record Workers(String queue, String service, int running, int pending, int desired) {}

  @JsonIgnore
  boolean isWell() {
    return problems.isEmpty();
  }
}
