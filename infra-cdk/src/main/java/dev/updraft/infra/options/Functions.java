package dev.updraft.infra.options;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The functions' settings.
 *
 * @param executorImage the image of the executor's function; null for its jar on Lambda's own Java,
 *     which starts sooner but has no Python
 * @param executorMemory the executor's memory, in MiB
 * @param executorSeconds for how long an attempt may run there
 * @param executorConcurrency how many attempts run there at once
 * @param inboxConcurrency how many batches of messages are decided at once
 * @param smallConcurrency how many batches of each other queue are dealt with at once
 * @param apiConcurrency how many calls the API answers at once, which is reserved for it; 0 to
 *     reserve nothing
 * @param dagVariables what {@code $NAME} in a DAG file stands for
 */
public record Functions(
    @Nullable Image executorImage,
    int executorMemory,
    int executorSeconds,
    int executorConcurrency,
    int inboxConcurrency,
    int smallConcurrency,
    int apiConcurrency,
    SortedMap<String, String> dagVariables) {
  private static final String IMAGE = "jar, build or an image in ECR with a tag or a digest";

  /** As the SDK's newest models have it; AWS's pages say 900. */
  private static final int EXECUTOR_SECONDS_MAX = 1_800;

  private static final int CONCURRENCY_MAX = 1_000;
  private static final int ACCOUNT_MAX = 100_000;
  private static final int VARIABLES_MAX = 50;

  public Functions {
    dagVariables = Collections.unmodifiableSortedMap(new TreeMap<>(dagVariables));
  }

  static Functions of(Context context, boolean ecs) {
    var image = context.text("executorImage", "jar", Image.PATTERN, IMAGE);
    if (!image.equals("jar") && !image.equals("build") && !Image.isInEcr(image)) {
      throw new OptionException("executorImage", image, IMAGE);
    }
    int concurrency =
        context.number("concurrency", Shares.NEW_ACCOUNT, Shares.NEW_ACCOUNT, ACCOUNT_MAX);
    var shares = Shares.of(concurrency, ecs);
    return new Functions(
        image.equals("jar") ? null : Image.of(image),
        context.number("executorMemory", 1_024, 512, 10_240),
        context.number("executorTimeout", 900, 60, EXECUTOR_SECONDS_MAX),
        context.number("executorConcurrency", shares.executor(), 2, CONCURRENCY_MAX),
        context.number("inboxConcurrency", shares.inbox(), 2, CONCURRENCY_MAX),
        shares.small(),
        context.number("apiConcurrency", 0, 0, CONCURRENCY_MAX),
        context.texts(
            "dagVariables",
            "[A-Za-z_][A-Za-z0-9_]*",
            "an object of at most %d texts, by names of letters, digits and _"
                .formatted(VARIABLES_MAX),
            VARIABLES_MAX));
  }
}
