package dev.updraft.runner;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What users' processes see of the runner's environment: not its credentials, not the attempts it
 * was started for, nothing by which its own services are found.
 */
public final class UserEnvironment {
  /** Of the variables of AWS, the few that say where and not as whom. */
  private static final Set<String> AWS_SHOWN =
      Set.of("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PARTITION");

  private static final Set<String> UPDRAFT_SHOWN = Set.of("UPDRAFT_PYTHON", "UPDRAFT_DAGS_FOLDER");

  private static final Set<String> HIDDEN =
      Set.of("_HANDLER", "_X_AMZN_TRACE_ID", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  /** The variable by which a container of ECS finds its role's credentials. */
  private static final String CONTAINER_ROLE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";

  private UserEnvironment() {}

  /** Where the runner's credentials are not its tasks'. */
  public static Map<String, String> of(Map<String, String> own) {
    var shown = ofPerson(own);
    shown
        .keySet()
        .removeIf(name ->
            (name.startsWith("AWS_") && !AWS_SHOWN.contains(name))
                || name.startsWith("ECS_")
                || HIDDEN.contains(name));
    return shown;
  }

  /**
   * In a container that runs one attempt, whose role is that attempt's: the deployment gives one to
   * a task definition, which a task names as its queue.
   */
  public static Map<String, String> ofOneAttempt(Map<String, String> own) {
    var shown = of(own);
    var role = own.get(CONTAINER_ROLE);
    if (role != null) {
      shown.put(CONTAINER_ROLE, role);
    }
    return shown;
  }

  /** Where a person runs tasks, whose own credentials they may use. */
  public static Map<String, String> ofPerson(Map<String, String> own) {
    var shown = new TreeMap<>(own);
    shown.keySet().removeIf(name -> name.startsWith("UPDRAFT_") && !UPDRAFT_SHOWN.contains(name));
    return shown;
  }
}
