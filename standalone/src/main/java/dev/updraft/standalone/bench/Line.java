package dev.updraft.standalone.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the result.
 *
 * @param what what was measured
 * @param value the figure
 * @param budget what it is to be; null if it has no budget
 * @param most whether the budget is the most it may be, else the least
 */
@SuppressWarnings("LongDoubleConversion")
record Line(String what, double value, @Nullable Double budget, boolean most) {
  /** A run of more tasks may use so many times what a small one may. */
  private static final double LARGE_RUN_FACTOR = 1.5;

  private static final int SMALL_RUN_TASKS = 1_000;

  /** The result, line by line. */
  static List<Line> of(Measured measured, Prices prices) {
    var count = measured.count();
    int tasks = measured.workload().tasks();
    double factor = tasks > SMALL_RUN_TASKS ? LARGE_RUN_FACTOR : 1;
    var bill = prices.ofMillion(count, tasks);
    var lines = new ArrayList<Line>();
    lines.add(
        most("DynamoDB write units a task", measured.perTask(count.writeUnits()), 6 * factor));
    lines.add(most("DynamoDB read units a task", measured.perTask(count.readUnits()), 4 * factor));
    long sqs = count.sqs(true) + count.sqs(false);
    lines.add(most("SQS requests a task", measured.perTask(sqs), 6 * factor));
    lines.add(plain("S3 PUT and LIST requests a task", measured.perTask(count.s3Puts())));
    lines.add(plain("S3 GET requests a task", measured.perTask(count.s3Gets())));
    lines.add(plain("HTTP API requests a task", measured.perTask(count.apiCalls())));
    lines.add(
        plain(
            "Lambda calls a task, executor apart",
            measured.perTask(count.apiCalls() + count.batches())));
    bill.forEach((service, cost) -> lines.add(plain("  $ a million tasks: " + service, cost)));
    double all = bill.values().stream().mapToDouble(Double::doubleValue).sum();
    lines.add(most("$ a million tasks", all, 8));
    if (!measured.times().handOvers().isEmpty()) {
      lines.add(most("hand-over, median, ms", measured.times().handOverMillis(0.5), 30));
      lines.add(plain("hand-over, p99, ms", measured.times().handOverMillis(0.99)));
    }
    boolean chain = measured.workload().shape() == Workload.Shape.CHAIN;
    lines.add(
        chain
            ? plain("tasks a second", measured.tasksPerSecond())
            : new Line("tasks a second", measured.tasksPerSecond(), 200.0, false));
    lines.add(plain("run, s", measured.times().seconds()));
    lines.add(most("from upload to active DAG, s", measured.upload().toNanos() / 1e9, 5));
    return lines;
  }

  private static Line most(String what, double value, double budget) {
    return new Line(what, value, budget, true);
  }

  private static Line plain(String what, double value) {
    return new Line(what, value, null, true);
  }

  String verdict() {
    if (budget == null) {
      return "";
    }
    return (most ? value <= budget : value >= budget) ? "ok" : "MISS";
  }

  String budgetText() {
    return budget == null ? "" : (most ? "<= " : ">= ") + "%.4g".formatted(budget);
  }
}
