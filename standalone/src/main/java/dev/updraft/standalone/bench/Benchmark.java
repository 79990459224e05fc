package dev.updraft.standalone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Measures workloads one after another, in one deployment whose folder goes with it. */
public final class Benchmark {
  private Benchmark() {}

  /**
   * Measures.
   *
   * @param parallelism how many attempts run at once
   * @param warmUp the workload that is run before all others, to warm the process up
   * @param runMax how long each run may take
   * @param each is given each result as soon as it is there
   */
  public static void run(
      List<Workload> workloads,
      int parallelism,
      Workload warmUp,
      Duration runMax,
      Consumer<Result> each)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("updraft-bench-");
    try (var bench = new Bench(folder, parallelism, runMax)) {
      bench.warmUp(warmUp);
      for (var workload : workloads) {
        each.accept(Result.of(bench.measure(workload)));
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      paths
          .sorted(Comparator.reverseOrder())
          .forEach(path -> {
            try {
              Files.deleteIfExists(path);
            } catch (IOException e) {
              throw new UncheckedIOException("cannot delete " + path, e);
            }
          });
    }
  }
}
