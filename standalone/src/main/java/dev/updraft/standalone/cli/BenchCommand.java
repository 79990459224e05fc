package dev.updraft.standalone.cli;

import dev.updraft.core.wire.Json;
import dev.updraft.standalone.bench.Benchmark;
import dev.updraft.standalone.bench.FilesBench;
import dev.updraft.standalone.bench.Result;
import dev.updraft.standalone.bench.Workload;
import dev.updraft.standalone.bench.Workload.Shape;
import dev.updraft.standalone.bench.Workload.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code updraft bench}. */
@Command(
    name = "bench",
    description = {
      "Measures what runs cost and how fast they are, against the project's budgets.",
      "It starts everything in this process, on a temporary folder."
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  private static final int CHAIN_TASKS_MAX = 1_000;
  private static final int PARALLELISM_PER_CORE = 8;
  private static final int WARM_UP_TASKS = 200;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      split = ",",
      defaultValue = "100,10000",
      description = "How many tasks each run has. Default: ${DEFAULT-VALUE}.")
  private List<Integer> tasks = List.of();

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      description = "chain or fan-out. Default: chain up to 1,000 tasks, else fan-out.")
  private @Nullable String shape;

  @Option(
      names = "--operator",
      paramLabel = "OP",
      defaultValue = "bash",
      description =
          "bash: a process of bash that does nothing; noop: an operator that does nothing in the worker's process. Default: ${DEFAULT-VALUE}.")
  private String operator = "";

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "How many tasks run at once. Default: 8 for each processor.")
  private @Nullable Integer parallelism;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long a run may take. Default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(
      names = "--files",
      paramLabel = "N",
      description = "Measure nothing but how soon a folder of N DAG files of 20 tasks is read.")
  private @Nullable Integer files;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (files != null) {
      return readFiles(files);
    }
    var work = one(Work.class, "--operator", operator);
    var workloads = tasks.stream().map(n -> workload(n, work)).toList();
    int cores = Runtime.getRuntime().availableProcessors();
    int places = parallelism == null ? cores * PARALLELISM_PER_CORE : parallelism;
    if (places < 1 || minutes < 1) {
      throw new UsageException("--parallelism and --minutes must be at least 1.");
    }
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    if (!json) {
      out.printf(
          "%d processors, %d tasks at once, Java %s, %s %s%n%n",
          cores,
          places,
          Runtime.version(),
          System.getProperty("os.name"),
          System.getProperty("os.arch"));
      out.flush();
    }
    var results = new ArrayList<Result>();
    Benchmark.run(
        workloads,
        places,
        new Workload(WARM_UP_TASKS, Shape.FAN_OUT, work),
        Duration.ofMinutes(minutes),
        result -> {
          results.add(result);
          if (!json) {
            out.println(result.table());
            out.flush();
          }
        });
    if (json) {
      out.println(Result.json(results));
    }
    return 0;
  }

  private int readFiles(int number) throws IOException {
    if (number < 1) {
      throw new UsageException("--files must be at least 1.");
    }
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var took = FilesBench.measure(number);
    out.println(json ? Json.write(took) : took.line());
    return 0;
  }

  private Workload workload(int size, Work work) {
    var how =
        shape == null
            ? size > CHAIN_TASKS_MAX ? Shape.FAN_OUT : Shape.CHAIN
            : one(Shape.class, "--shape", shape);
    try {
      return new Workload(size, how, work);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--tasks: " + e.getMessage());
    }
  }

  private static <E extends Enum<E>> E one(Class<E> type, String option, String word) {
    var names = new ArrayList<String>();
    for (var constant : type.getEnumConstants()) {
      var name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(word)) {
        return constant;
      }
      names.add(name);
    }
    throw new UsageException(
        "%s is %s; it can be %s.".formatted(option, word, String.join(" or ", names)));
  }
}
