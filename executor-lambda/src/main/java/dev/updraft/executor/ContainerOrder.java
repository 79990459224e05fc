package dev.updraft.executor;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.wire.Json;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a container is started for, in variables that ECS gives to its program and repeats in its
 * events.
 *
 * @param launch the attempt it runs
 * @param reschedules how often that had been rescheduled by then
 */
public record ContainerOrder(LaunchMessage launch, int reschedules) {
  /** The container of every definition of a task that runs an attempt. */
  public static final String CONTAINER = "attempt";

  /** The variable with the launch message. */
  public static final String LAUNCH_VARIABLE = "UPDRAFT_LAUNCH";

  private static final String RESCHEDULES_VARIABLE = "UPDRAFT_LAUNCH_RESCHEDULES";

  /** As variables. */
  public Map<String, String> environment() {
    return Map.of(
        LAUNCH_VARIABLE, Json.write(launch), RESCHEDULES_VARIABLE, Integer.toString(reschedules));
  }

  /**
   * What variables say, null if they are not of a container that runs an attempt.
   *
   * @throws IllegalArgumentException if they say it wrongly; the message names the variable
   */
  public static @Nullable ContainerOrder of(Map<String, String> environment) {
    var launch = environment.get(LAUNCH_VARIABLE);
    if (launch == null) {
      return null;
    }
    return new ContainerOrder(
        read(LAUNCH_VARIABLE, () -> Json.read(launch, LaunchMessage.class)),
        read(
            RESCHEDULES_VARIABLE,
            () -> Integer.parseInt(environment.getOrDefault(RESCHEDULES_VARIABLE, "0"))));
  }

  private static <T> T read(String variable, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(variable + ": " + e.getMessage(), e);
    }
  }
}
