package dev.updraft.standalone.bench;

import dev.updraft.standalone.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;

/** How long it takes to start on a folder of DAG files, and to start again on the same. */
public final class FilesBench {
  private static final int TASKS = 20;
  private static final int PAGE = 500;

  private FilesBench() {}

  /**
   * What it took.
   *
   * @param files how many files there were
   * @param up until it answered
   * @param read until every file had been read
   * @param again until every file had been read by the next one
   * @param processor the processor time of the first reading, of this whole process
   */
  public record Took(int files, Duration up, Duration read, Duration again, Duration processor) {
    /** In one line. */
    public String line() {
      return "%d files of %d tasks: up in %.1f s, all read in %.1f s with %.1f s of processor time; started again, read in %.1f s"
          .formatted(files, TASKS, seconds(up), seconds(read), seconds(processor), seconds(again));
    }

    private static double seconds(Duration duration) {
      return duration.toMillis() / 1_000.0;
    }
  }

  /** Measures it on a temporary folder. */
  public static Took measure(int files) throws IOException {
    var folder = Files.createTempDirectory("updraft-files");
    try {
      write(Files.createDirectories(folder.resolve("dags")), files);
      var options =
          new Host.Options(
              folder.resolve("dags"), folder.resolve("data"), 0, folder.resolve("ui"), 1);
      var before = processor();
      var first = start(options, files);
      var used = processor().minus(before);
      var second = start(options, files);
      return new Took(files, first[0], first[1], second[1], used);
    } finally {
      try (var all = Files.walk(folder)) {
        for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static Duration[] start(Host.Options options, int files) {
    long begin = System.nanoTime();
    try (var host = Host.start(options)) {
      var up = Duration.ofNanos(System.nanoTime() - begin);
      var read = host.withDags();
      var all = Duration.ofNanos(System.nanoTime() - begin);
      int found = count(read);
      if (found != files) {
        throw new IllegalStateException("%d of %d DAGs were read".formatted(found, files));
      }
      return new Duration[] {up, all};
    }
  }

  private static Duration processor() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static int count(Host host) {
    int found = 0;
    String from = null;
    do {
      var page = host.ports().catalog().dags(from, PAGE);
      found += page.items().size();
      from = page.next();
    } while (from != null);
    return found;
  }

  private static void write(Path folder, int files) throws IOException {
    for (int file = 0; file < files; file++) {
      var yaml = new StringBuilder("file%d:\n  schedule: null\n  tasks:\n".formatted(file));
      for (int task = 0; task < TASKS; task++) {
        yaml.append("    t%d:\n".formatted(task))
            .append("      operator: airflow.providers.standard.operators.bash.BashOperator\n")
            .append("      bash_command: echo \"{{ ds }} %d\"\n".formatted(task));
        if (task > 0) {
          yaml.append("      dependencies: [t%d]\n".formatted(task - 1));
        }
      }
      Files.writeString(folder.resolve("file%d.yml".formatted(file)), yaml);
    }
  }
}
