package dev.updraft.executor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.attempt.Mishap;
import dev.updraft.core.wire.Json;
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
   * @return whether its attempt was lost by this
   */
  public boolean stopped(JsonNode event) {
    var detail = event.path("detail");
    var environment = new HashMap<String, String>();
    for (var override : detail.at("/overrides/containerOverrides")) {
      for (var variable : override.path("environment")) {
        environment.put(variable.path("name").asText(), variable.path("value").asText());
      }
    }
    var launch = environment.get(EcsLaunches.LAUNCH);
    if (launch == null) {
      return false;
    }
    var reschedules = Integer.parseInt(environment.getOrDefault(EcsLaunches.RESCHEDULES, "0"));
    var container = container(detail);
    var code = container.path("exitCode");
    var stopped = new Mishap.ContainerStopped(reschedules, code.isInt() ? code.asInt() : null);
    return ends.after(stopped, Json.read(launch, LaunchMessage.class), reason(detail, container));
  }

  private static JsonNode container(JsonNode detail) {
    for (var container : detail.path("containers")) {
      if (container.path("name").asText().equals(EcsLaunches.CONTAINER)) {
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
