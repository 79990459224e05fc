package dev.updraft.executor.entry;

import dev.updraft.aws.call.Ecs;
import dev.updraft.aws.call.SignedCalls;
import dev.updraft.aws.log.Logs;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.executor.ContainerOrder;
import dev.updraft.executor.OwnBuckets;
import dev.updraft.runner.RunnerSettings;
import dev.updraft.runner.UserEnvironment;
import dev.updraft.runner.process.Fence;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the entry points' environment says. Whatever is missing or wrong is named. */
record Variables(Map<String, String> environment) {
  private static final String API_URL = "UPDRAFT_API_URL";
  private static final String QUEUES = "UPDRAFT_QUEUES";
  private static final String ATTEMPTS = "UPDRAFT_WORKER_ATTEMPTS";
  private static final String STOP_GRACE = "UPDRAFT_WORKER_STOP_GRACE";
  private static final String WORKER_SERVICE = "UPDRAFT_WORKER_SERVICE";
  private static final String ECS_CLUSTER = "UPDRAFT_ECS_CLUSTER";
  private static final String ECS_TASK_DEFINITION = "UPDRAFT_ECS_TASK_DEFINITION";
  private static final String ECS_SUBNETS = "UPDRAFT_ECS_SUBNETS";
  private static final String ECS_SECURITY_GROUPS = "UPDRAFT_ECS_SECURITY_GROUPS";

  private static final String TASK_USER = "UPDRAFT_TASK_USER";
  private static final String RUNTIME_API = "AWS_LAMBDA_RUNTIME_API";
  private static final Pattern USER = Pattern.compile("([1-9]\\d{0,8}):(\\d{1,9})");
  private static final Pattern PORT = Pattern.compile(":(\\d{1,5})$");
  private static final System.Logger LOG = System.getLogger(Variables.class.getName());

  private static final int QUEUES_MAX = 20;

  /** What ECS takes at most. */
  private static final int SUBNETS_MAX = 16;

  private static final int SECURITY_GROUPS_MAX = 5;

  private static final int ATTEMPTS_MAX = 256;
  private static final int ATTEMPTS_DEFAULT = 4;
  private static final int GRACE_SECONDS_MAX = 7 * 24 * 3600;

  /** Of the 120 s that ECS gives, 20 are for ending processes and for reports. */
  private static final int GRACE_SECONDS_DEFAULT = 100;

  /** Of this process, whose log begins with it. */
  static Variables here() {
    Logs.begin(System.getenv());
    return new Variables(System.getenv());
  }

  private String required(String name) {
    var value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("the environment variable " + name + " is not set");
    }
    return value;
  }

  /** Names separated by commas. */
  private List<String> list(String name, int most) {
    var text = required(name);
    var list = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (list.size() > most || list.stream().anyMatch(String::isEmpty)) {
      throw new IllegalStateException(
          "%s has to be 1 to %d names separated by commas, it is '%s'".formatted(name, most, text));
    }
    return list;
  }

  /** The worker queues to take attempts from. */
  List<String> queues() {
    return list(QUEUES, QUEUES_MAX);
  }

  /** What the names of the workers' services begin with. */
  String workerService() {
    return required(WORKER_SERVICE);
  }

  /** ECS, on the deployment's cluster. */
  Ecs ecs() {
    var cluster = required(ECS_CLUSTER);
    return new Ecs(SignedCalls.fromEnvironment("ecs"), cluster);
  }

  /** The task definition of attempts that name none. */
  String taskDefinition() {
    return required(ECS_TASK_DEFINITION);
  }

  /** Where attempts' containers run. */
  Ecs.Network network() {
    return new Ecs.Network(
        list(ECS_SUBNETS, SUBNETS_MAX), list(ECS_SECURITY_GROUPS, SECURITY_GROUPS_MAX));
  }

  /** The attempt a container was started for. */
  LaunchMessage launch() {
    required(ContainerOrder.LAUNCH_VARIABLE);
    return Objects.requireNonNull(ContainerOrder.of(environment)).launch();
  }

  /** How many attempts a worker runs at once. */
  int attempts() {
    return number(ATTEMPTS, ATTEMPTS_DEFAULT, 1, ATTEMPTS_MAX);
  }

  /** How long attempts may go on when their worker is to stop. */
  Duration stopGrace() {
    return Duration.ofSeconds(number(STOP_GRACE, GRACE_SECONDS_DEFAULT, 0, GRACE_SECONDS_MAX));
  }

  private int number(String name, int otherwise, int least, int most) {
    var text = environment.get(name);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // It is said below, as for a number that is out of range.
    }
    throw new IllegalStateException(
        "%s has to be a whole number from %d to %d, it is '%s'".formatted(name, least, most, text));
  }

  /** How attempts run where there is nothing but the API, of many. */
  RunnerSettings runner() {
    return runner(UserEnvironment.of(environment));
  }

  /** How the one attempt of a container runs, whose role is the attempt's. */
  RunnerSettings runnerOfOne() {
    return runner(UserEnvironment.ofOneAttempt(environment));
  }

  private RunnerSettings runner(Map<String, String> shown) {
    var folder =
        Path.of(
            System.getProperty("java.io.tmpdir"), "updraft-dags-" + ProcessHandle.current().pid());
    return RunnerSettings.of(URI.create(required(API_URL)), folder, new OwnBuckets())
        .fetching(folder)
        .with(shown)
        .behind(fence());
  }

  /** What tasks are kept from, as far as this machine can: what it cannot is in the log. */
  private Fence fence() {
    Fence.hideThisProcess();
    var fence = new Fence(taskUser(), closedPorts());
    try {
      var shortcomings = fence.shortcomings();
      if (shortcomings != null) {
        LOG.log(System.Logger.Level.WARNING, shortcomings);
      }
    } catch (IOException e) {
      throw new IllegalStateException(TASK_USER + ": " + e.getMessage(), e);
    }
    return fence;
  }

  private Fence.@Nullable User taskUser() {
    var text = environment.getOrDefault(TASK_USER, "");
    if (text.isBlank()) {
      return null;
    }
    var matcher = USER.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalStateException(
          "%s has to be the numbers of a user and a group, such as 10001:10001, it is '%s'"
              .formatted(TASK_USER, text));
    }
    return new Fence.User(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Lambda's runtime API asks nobody who they are, and hands out what other attempts are. */
  private Set<Integer> closedPorts() {
    var address = environment.get(RUNTIME_API);
    var matcher = PORT.matcher(address == null ? "" : address);
    return matcher.find() ? Set.of(Integer.parseInt(matcher.group(1))) : Set.of();
  }
}
