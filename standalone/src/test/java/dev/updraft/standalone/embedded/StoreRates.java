package dev.updraft.standalone.embedded;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.id.VersionHash;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures the embedded servers: how long they take to start, and how often a second an attempt is
 * queued, claimed and read by 1 and by 8 threads. Arguments: a folder, or {@code memory}.
 */
final class StoreRates {
  private static final int ATTEMPTS = 3_000;
  private static final int ROUNDS = 3;
  private static final Attempt.Runner RUNNER = new Attempt.Runner("host", "updraft", 1);

  private StoreRates() {}

  public static void main(@Nullable String[] arguments) {
    var where = String.valueOf(arguments[0]);
    var begin = Instant.now();
    try (var aws =
        where.equals("memory") ? EmbeddedAws.startInMemory() : EmbeddedAws.start(Path.of(where))) {
      System.out.println("start: " + Duration.between(begin, Instant.now()).toMillis() + " ms");
      for (var round = 0; round < ROUNDS; round++) {
        for (var threads : List.of(1, 8)) {
          measure(aws, threads, begin.plusSeconds(round * 10L + threads));
        }
      }
    }
  }

  private static void measure(EmbeddedAws aws, int threads, Instant now) {
    var run = new RunKey(new DagId("rates"), new RunId("at " + now));
    var keys =
        IntStream.range(0, ATTEMPTS)
            .mapToObj(i -> new AttemptKey(new TaskInstanceKey(run, new TaskId("t" + i), -1), 1))
            .toList();
    var attempts = aws.world().attempts();
    var version = new VersionHash("4c1d");
    var queue =
        rate(
            threads,
            keys,
            key ->
                attempts.queue(
                    new Decision.Launch(
                        key, AttemptId.of(key, now), version, "lambda", null, 0, now)));
    var claim =
        rate(threads, keys, key -> attempts.claim(key, AttemptId.of(key, now), RUNNER, now));
    var get = rate(threads, keys, attempts::get);
    System.out.printf("%d threads: queue %d/s, claim %d/s, get %d/s%n", threads, queue, claim, get);
  }

  private static long rate(int threads, List<AttemptKey> keys, Consumer<AttemptKey> operation) {
    var begin = Instant.now();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      keys.forEach(key -> pool.execute(() -> operation.accept(key)));
    }
    return keys.size() * 1_000L / Math.max(1, Duration.between(begin, Instant.now()).toMillis());
  }
}
