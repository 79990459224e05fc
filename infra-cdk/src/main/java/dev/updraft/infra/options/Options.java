package dev.updraft.infra.options;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A deployment, as the context asks for it.
 *
 * @param name what its tables, queues and functions are called after
 * @param removal what becomes of its data when the stack is removed
 * @param executors the executors it has, among {@code lambda}, {@code worker} and {@code ecs}
 * @param executor the executor of tasks that name none
 * @param dagPrefix where DAG files lie in their bucket; ends in {@code /}
 * @param retentionDays for how long history is kept
 * @param network where containers run
 * @param site the UI's place
 * @param signIn who may have an account
 * @param functions the functions' settings
 * @param containers what runs in containers
 * @param watch what is watched
 * @param artifacts where the jars and the UI are
 */
public record Options(
    String name,
    Removal removal,
    List<String> executors,
    String executor,
    String dagPrefix,
    int retentionDays,
    Network network,
    Site site,
    SignIn signIn,
    Functions functions,
    Containers containers,
    Watch watch,
    Artifacts artifacts) {
  private static final int RETENTION_DAYS_MAX = 3_650;

  /** What becomes of tables, buckets and accounts when the stack is removed. */
  public enum Removal {
    /** They stay. */
    RETAIN,
    /** They go; buckets only if they are empty. */
    DESTROY
  }

  /**
   * What the context says.
   *
   * @throws OptionException if it says something that cannot be; the message names the key, its
   *     value and what was expected
   */
  public static Options of(Map<String, Object> values) {
    var context = new Context(values);
    var executors =
        context.list("executors", List.of("lambda"), "lambda|worker|ecs", "lambda, worker, ecs", 3);
    var executor =
        context.text(
            "executor", executors.getFirst(), "lambda|worker|ecs", "lambda, worker or ecs");
    if (!executors.contains(executor)) {
      throw new OptionException("executor", executor, "one of 'executors': " + executors);
    }
    boolean workers = executors.contains("worker");
    boolean ecs = executors.contains("ecs");
    var options =
        new Options(
            context.text(
                "name",
                "updraft",
                "(?!.*(aws|amazon|cognito))(?!.*-(dead|ecs|tasks|worker)$)[a-z][a-z0-9-]{1,22}[a-z0-9]",
                "3 to 24 lower-case letters, digits and hyphens, a letter first, without aws, amazon or"
                    + " cognito, and not ending in -dead, -ecs, -tasks or -worker, which another"
                    + " deployment's names do"),
            context.choice("removal", Removal.RETAIN),
            executors,
            executor,
            context.text("dagPrefix", "dags/", "([A-Za-z0-9_-]+/)+", "a folder that ends in /"),
            context.number("retentionDays", 90, 1, RETENTION_DAYS_MAX),
            Network.of(context, workers || ecs),
            Site.of(context),
            SignIn.of(context),
            Functions.of(context, ecs),
            Containers.of(context, workers, ecs),
            Watch.of(context),
            artifacts(context));
    context.refuseOthers("context ");
    return options;
  }

  private static Artifacts artifacts(Context context) {
    var folder =
        context.text(
            "artifacts", "..", "[^\\s].*", "the repository's folder, or 'none' to do without");
    return folder.equals("none") ? new Artifacts.None() : new Artifacts.In(Path.of(folder));
  }

  /** Whether this executor is there. */
  public boolean has(String name) {
    return executors.contains(name);
  }
}
