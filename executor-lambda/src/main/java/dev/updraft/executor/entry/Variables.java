package dev.updraft.executor.entry;

import dev.updraft.aws.log.Logs;
import dev.updraft.runner.ObjectStore;
import dev.updraft.runner.RunnerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the entry points' environment says. Whatever is missing or wrong is named. */
record Variables(Map<String, String> environment) {
  private static final int QUEUES_MAX = 20;
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

  String required(String name) {
    var value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("the environment variable " + name + " is not set");
    }
    return value;
  }

  /** Names separated by commas. */
  List<String> list(String name) {
    return Arrays.stream(required(name).split(",", -1)).map(String::strip).toList();
  }

  /** The worker queues to take attempts from. */
  List<String> queues() {
    var queues = list("UPDRAFT_QUEUES");
    if (queues.size() > QUEUES_MAX || queues.stream().anyMatch(String::isEmpty)) {
      throw new IllegalStateException(
          "UPDRAFT_QUEUES has to be 1 to %d names separated by commas, it is '%s'"
              .formatted(QUEUES_MAX, environment.get("UPDRAFT_QUEUES")));
    }
    return queues;
  }

  /** How many attempts a worker runs at once. */
  int attempts() {
    return number("UPDRAFT_WORKER_ATTEMPTS", ATTEMPTS_DEFAULT, 1, ATTEMPTS_MAX);
  }

  /** How long attempts may go on when their worker is to stop. */
  Duration stopGrace() {
    return Duration.ofSeconds(
        number("UPDRAFT_WORKER_STOP_GRACE", GRACE_SECONDS_DEFAULT, 0, GRACE_SECONDS_MAX));
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

  /** How attempts run where there is nothing but the API. */
  RunnerSettings runner() {
    var folder =
        Path.of(
            System.getProperty("java.io.tmpdir"), "updraft-dags-" + ProcessHandle.current().pid());
    return RunnerSettings.of(URI.create(required("UPDRAFT_API_URL")), folder, ObjectStore.none())
        .fetching(folder);
  }
}
