package dev.updraft.core.dag;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The executors of a deployment, as Airflow's {@code [core] executor} lists them.
 *
 * @param usual the executor of tasks that name none
 * @param offers what each takes, by its name; empty where all tasks run in place, whatever they
 *     name
 */
public record Executors(String usual, SortedMap<String, Offer> offers) {
  /** The executor that runs attempts in a Lambda function. */
  public static final String LAMBDA = "lambda";

  /** The executor of workers with queues. */
  public static final String WORKER = "worker";

  /** The executor that starts a container for each attempt. */
  public static final String ECS = "ecs";

  /** The queue of tasks that name none, as Airflow's {@code default_queue}. */
  public static final String DEFAULT_QUEUE = "default";

  /** The standalone process, which runs everything itself and has no limits of time. */
  public static final Executors STANDALONE = new Executors("local", new TreeMap<>());

  /**
   * The longest that a deployment may let a function run, 1,800 s, less what stopping a task and
   * reporting it may take. AWS documents 900 s; the newest models of its SDK take 1,800, which
   * nobody here has verified.
   */
  public static final Duration LAMBDA_MAX = Duration.ofSeconds(1_770);

  /** As long as a function runs unless its deployment says otherwise, less the same. */
  public static final Duration LAMBDA_USUAL = Duration.ofSeconds(870);

  /** Airflow's names of the executors whose part ours play. */
  private static final Map<String, String> AIRFLOWS =
      Map.of("CeleryExecutor", WORKER, "KubernetesExecutor", ECS);

  public Executors {
    offers = Collections.unmodifiableSortedMap(new TreeMap<>(offers));
    if (!offers.isEmpty() && !offers.containsKey(usual)) {
      throw new IllegalArgumentException(
          "the executor of tasks that name none is '%s', but there are only %s"
              .formatted(usual, offers.keySet()));
    }
  }

  /**
   * What an executor takes.
   *
   * @param longest how long an attempt may take, null for any time
   * @param queues the queues that a task may name, null for any
   * @param python whether there is Python where attempts run
   */
  public record Offer(
      @Nullable Duration longest, @Nullable SortedSet<String> queues, boolean python) {
    /** Whatever comes. */
    public static final Offer ANY = new Offer(null, null, true);
  }

  /**
   * Why a task cannot run.
   *
   * @param field the field that says so
   * @param reason what is wrong with it and what was expected
   */
  public record Refusal(String field, String reason) {}

  /** All executors there are on AWS, for files that are read before it is known where they go. */
  public static Executors everyOnAws(String usual) {
    return new Executors(
        usual,
        new TreeMap<>(
            Map.of(LAMBDA, new Offer(LAMBDA_MAX, null, true), WORKER, Offer.ANY, ECS, Offer.ANY)));
  }

  /** Our name for an executor that a file may call by Airflow's, or by its class's path. */
  public static String named(String name) {
    var simple = name.substring(name.lastIndexOf('.') + 1);
    return AIRFLOWS.getOrDefault(simple, name);
  }

  /** Why a task cannot run here; empty if it can. */
  public Optional<Refusal> refuse(Task task) {
    if (offers.isEmpty()) {
      return Optional.empty();
    }
    var name = task.executor() == null ? usual : task.executor();
    var timeout = task.executionTimeout();
    var offer = offers.get(name);
    if (offer == null) {
      return refusal(
          "executor",
          "'%s' is not available here: expected one of %s".formatted(name, offers.keySet()));
    }
    if (offer.longest != null && timeout != null && timeout.compareTo(offer.longest) > 0) {
      return refusal(
          "execution_timeout",
          "is %d s, and the executor '%s' runs tasks for at most %d s: %s"
              .formatted(timeout.toSeconds(), name, offer.longest.toSeconds(), unlimited()));
    }
    if (!offer.python && NativeOperator.of(task.operator()).filter(n -> n.isPython()).isPresent()) {
      return refusal(
          "operator",
          "%s runs Python, which the executor '%s' does not have here: %s"
              .formatted(
                  task.operator().className(),
                  name,
                  "deploy with the option executorImage=build, or set executor to 'worker' or 'ecs'"));
    }
    return refuseQueue(name, task.queue(), offer.queues);
  }

  /** Whether a task that names this executor, or none, is run by that one and not in place. */
  public boolean runs(@Nullable String named, String by) {
    return !offers.isEmpty() && (named == null ? usual : named).equals(by);
  }

  private static Optional<Refusal> refuseQueue(
      String executor, @Nullable String queue, @Nullable SortedSet<String> queues) {
    if (queues == null) {
      return Optional.empty();
    }
    if (executor.equals(WORKER)) {
      var name = queue == null ? DEFAULT_QUEUE : queue;
      return queues.contains(name)
          ? Optional.empty()
          : refusal(
              "queue", "'%s' has no workers here: expected one of %s".formatted(name, queues));
    }
    return queue == null || queue.equals(DEFAULT_QUEUE) || queues.contains(queue)
        ? Optional.empty()
        : refusal(
            "queue",
            "'%s' is no task definition of the executor '%s' here: %s"
                .formatted(
                    queue,
                    executor,
                    queues.isEmpty() ? "leave it out" : "expected none or one of " + queues));
  }

  private String unlimited() {
    var names = new TreeSet<String>();
    offers.forEach((name, offer) -> {
      if (offer.longest == null) {
        names.add("'" + name + "'");
      }
    });
    return names.isEmpty()
        ? "deploy with the executor 'worker' or 'ecs' too, which have no limit"
        : "set executor to %s, which has no limit".formatted(String.join(" or ", names));
  }

  private static Optional<Refusal> refusal(String field, String reason) {
    return Optional.of(new Refusal(field, reason));
  }
}
