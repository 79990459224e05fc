package dev.updraft.executor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.updraft.core.attempt.Mishap;
import java.util.HashMap;

/** Events of ECS that say that a container has stopped. */
public final class EcsEvents {
  private final AttemptEnds ends;

  /** With what ends attempts. */
  public EcsEvents(AttemptEnds ends) {
    this.ends = ends;
  }

  /**
   * A task has stopped.
   *
   * @param event as EventBridge passes it on; one that is not of an attempt's task is ignored
   * @return whether its attempt was ended by this
   * @throws IllegalArgumentException if it is no event of a stopped task, or its launch is broken
   */
  public boolean stopped(JsonNode event) {
    var detail = event.path("detail");
    if (!detail.path("lastStatus").asText().equals("STOPPED")) {
      throw new IllegalArgumentException(
          "the event is of the type '%s' and its detail.lastStatus is '%s', expected an 'ECS Task State Change' to 'STOPPED'"
              .formatted(event.path("detail-type").asText(), detail.path("lastStatus").asText()));
    }
    var environment = new HashMap<String, String>();
    var override = named(detail.at("/overrides/containerOverrides"));
    for (var variable : override.path("environment")) {
      environment.put(variable.path("name").asText(), variable.path("value").asText());
    }
    var order = ContainerOrder.of(environment);
    if (order == null) {
      return false;
    }
    var container = named(detail.path("containers"));
    var code = container.path("exitCode");
    return ends.after(
        new Mishap.ContainerStopped(
            order.reschedules(), code.isIntegralNumber() ? code.asInt() : null),
        order.launch(),
        reason(detail, container));
  }

  private static JsonNode named(JsonNode containers) {
    for (var container : containers) {
      if (container.path("name").asText().equals(ContainerOrder.CONTAINER)) {
        return container;
      }
    }
    return MissingNode.getInstance();
  }

  private static String reason(JsonNode detail, JsonNode container) {
    var reason = new StringBuilder("Its container has stopped: ");
    reason.append(detail.path("stoppedReason").asText("ECS says no reason"));
    if (container.has("exitCode")) {
      reason.append(", exit code ").append(container.path("exitCode").asInt());
    }
    if (container.has("reason")) {
      reason.append(", ").append(container.path("reason").asText());
    }
    return reason.append(" (").append(detail.path("taskArn").asText()).append(')').toString();
  }
}
