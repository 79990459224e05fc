package dev.updraft.runner.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * What a start of {@code bash -c true} takes, to its end and with its output, and prints it for
 * each way there is: {@code ./mvnw -q -pl task-runners -am test-compile} and then {@code java
 * --enable-native-access=ALL-UNNAMED -cp
 * task-runners/target/test-classes:task-runners/target/classes
 * dev.updraft.runner.process.ProcessStarts}. Processor time is this JVM's and that of all it
 * started, watchers too.
 */
public final class ProcessStarts {
  private static final int WARM_UP = 300;
  private static final int STARTS = 500;
  private static final int SPREAD = 8;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int MILLIS_PER_TICK = 10;
  private static final int OWN_USER_TIME = 11;
  private static final Command TRUE =
      new Command(
          List.of("/bin/bash", "-c", "true"), Map.of("PATH", "/usr/bin:/bin"), Path.of("/"));

  private ProcessStarts() {}

  /** A way to start. */
  private interface Way {
    UserProcess start(Command command) throws IOException;
  }

  /** Prints the table. */
  public static void main(String[] args) throws Exception {
    try (var libc = new Libc()) {
      if (!Orphans.adopts(libc)) {
        throw new IllegalStateException("this needs Linux");
      }
      System.out.printf(
          "%-28s%9s%12s%10s%10s%12s%n",
          "way", "callers", "starts/s", "p50, ms", "p99, ms", "CPU, ms");
      for (int callers : new int[] {1, SPREAD}) {
        measure(libc, "JDK, setsid, a watcher each", PortableProcess::start, callers);
        measure(libc, "posix_spawn", SpawnedProcess::start, callers);
      }
    }
  }

  private static void measure(Libc libc, String name, Way way, int callers) throws Exception {
    run(libc, way, WARM_UP, callers);
    long cpu = cpuMillis();
    long start = System.nanoTime();
    var times = run(libc, way, STARTS, callers);
    double seconds = (System.nanoTime() - start) / NANOS_PER_MILLI / 1000;
    reapAll(libc);
    System.out.printf(
        "%-28s%9d%12.0f%10.1f%10.1f%12.1f%n",
        name,
        callers,
        STARTS / seconds,
        times[STARTS / 2] / NANOS_PER_MILLI,
        times[STARTS * 99 / 100] / NANOS_PER_MILLI,
        (double) (cpuMillis() - cpu) / STARTS);
  }

  private static long[] run(Libc libc, Way way, int starts, int callers) throws Exception {
    var times = new long[starts];
    try (var threads = Executors.newFixedThreadPool(callers, Thread.ofVirtual().factory())) {
      var all =
          IntStream.range(0, starts)
              .mapToObj(i ->
                  threads.submit(() -> {
                    times[i] = once(way);
                    return true;
                  }))
              .toList();
      for (var each : all) {
        var _ = each.get();
      }
    }
    reapAll(libc);
    Arrays.sort(times);
    return times;
  }

  private static long once(Way way) throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (var process = way.start(TRUE)) {
      Lines.forEach(process.output(), StandardCharsets.UTF_8, _ -> {});
      var _ = process.waitFor();
    }
    return System.nanoTime() - start;
  }

  /** Waits for watchers, whose time counts when they have been waited for. */
  private static void reapAll(Libc libc) throws IOException {
    var adopted = Path.of("/proc/self/task/" + ProcessHandle.current().pid() + "/children");
    for (var list = Files.readString(adopted); !list.isBlank(); list = Files.readString(adopted)) {
      for (var pid : list.strip().split(" ", -1)) {
        var _ = libc.call(Libc.WAITPID, Long.parseLong(pid), 0, Orphans.NO_HANG);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static long cpuMillis() throws IOException {
    var stat = Files.readString(Path.of("/proc/self/stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return IntStream.range(OWN_USER_TIME, OWN_USER_TIME + 4)
            .mapToLong(i -> Long.parseLong(fields[i]))
            .sum()
        * MILLIS_PER_TICK;
  }
}
