package dev.updraft.parser;

import dev.updraft.core.port.Bytes;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how long it takes to parse 1,000 generated files of 20 tasks, first cold and then warm.
 * Run it with {@code java -cp …} after {@code test-compile}, or from an IDE.
 */
public final class ParseBenchmark {
  private static final int FILES = 1_000;
  private static final int TASKS = 20;
  private static final int ROUNDS = 5;

  private ParseBenchmark() {}

  /** Prints one line a round. */
  public static void main(String... args) {
    var files = new ArrayList<Bytes>();
    for (int i = 0; i < FILES; i++) {
      files.add(Bytes.of(file(i, TASKS).getBytes(StandardCharsets.UTF_8)));
    }
    for (int round = 1; round <= ROUNDS; round++) {
      System.out.println(round(round, files));
    }
    var large = Bytes.of(file(0, 10_000).getBytes(StandardCharsets.UTF_8));
    System.out.println("10,000 tasks in one DAG: " + round(0, List.of(large)));
  }

  private static String round(int round, List<Bytes> files) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long cpuStart = threads.getCurrentThreadCpuTime();
    int tasks = 0;
    for (int i = 0; i < files.size(); i++) {
      var request =
          ParseRequest.of("dag_" + i + ".yml", files.get(i), Instant.parse("2026-11-21T00:00:00Z"));
      var parsed = DagFileParser.parse(request);
      if (!parsed.errors().isEmpty()) {
        throw new IllegalStateException(parsed.errors().getFirst().line());
      }
      tasks += parsed.dags().getFirst().tasks().size();
    }
    var took = Duration.ofNanos(System.nanoTime() - start);
    var cpu = Duration.ofNanos(threads.getCurrentThreadCpuTime() - cpuStart);
    return "round %d: %,d files, %,d tasks, %,d ms, of the processor %,d ms"
        .formatted(round, files.size(), tasks, took.toMillis(), cpu.toMillis());
  }

  /** A DAG file: a mix of operators, each task after one or two others. */
  static String file(int number, int tasks) {
    var text =
        new StringBuilder(
            """
            default:
              default_args: {owner: data, start_date: 2026-01-01, retries: 2, retry_delay: 300.0}
            dag_%d:
              schedule: "%d %d * * *"
              tags: [generated, benchmark]
              tasks:
            """
                .formatted(number, number % 60, number % 24));
    for (int i = 0; i < tasks; i++) {
      boolean bash = i % 2 == 0;
      text.append("    task_").append(i).append(":\n      operator: airflow.providers.standard.");
      text.append(
          bash
              ? "operators.bash.BashOperator\n      bash_command: \"echo {{ ds }} " + i + "\"\n"
              : "operators.python.PythonOperator\n      python_callable: jobs.run\n      op_kwargs: {step: "
                  + i
                  + "}\n");
      if (i > 0) {
        text.append("      dependencies: [task_").append(i - 1);
        text.append(i > 4 ? ", task_" + (i - 4) : "").append("]\n");
      }
    }
    return text.toString();
  }
}
