package dev.updraft.infra.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What a million tasks cost, from what the benchmark measured of one of its runs. */
final class MillionTasks {
  /**
   * Nothing of this is measured: what a batch of the inbox and a call of the API are billed for.
   */
  static final double BATCH_SECONDS = 0.04;

  static final double CALL_SECONDS = 0.02;

  /**
   * What the executor is billed for beside the task itself: its claim, its log's and its end's
   * calls of the API, and the start of a process.
   */
  static final double ATTEMPT_SECONDS = 0.25;

  /** What stays of a task in the tables, items' overhead with it, and for how long by default. */
  static final double KEPT_BYTES = 1_500;

  static final double KEPT_MONTHS = 3;

  /** The memory of these functions, in GiB. */
  static final double MEMORY_GIB = 1;

  private static final double TASKS = 1_000_000;
  private static final String EMPTY = "receive nothing";

  private final JsonNode run;
  private final Prices prices;
  private final boolean systemLogs;

  private MillionTasks(JsonNode run, Prices prices, boolean systemLogs) {
    this.run = run;
    this.systemLogs = systemLogs;
    this.prices = prices;
  }

  /**
   * The bill.
   *
   * @param run a run as {@code updraft bench --json} describes it
   * @param systemLogs whether Lambda writes lines of its own for each call
   */
  static Bill of(JsonNode run, Prices prices, boolean systemLogs) {
    return new MillionTasks(run, prices, systemLogs).bill();
  }

  private Bill bill() {
    var bill = new Bill();
    double calls = measured("API requests a task");
    double all = measured("Lambda calls a task, executor apart");
    add(
        bill,
        "DynamoDB: writes",
        measured("DynamoDB write units a task"),
        "dynamodb_write_units_per_million",
        "units");
    add(
        bill,
        "DynamoDB: reads",
        measured("DynamoDB read units a task"),
        "dynamodb_read_units_per_million",
        "units");
    add(bill, "SQS: FIFO", queues(true), "sqs_fifo_per_million", "requests");
    add(bill, "SQS: standard", queues(false), "sqs_standard_per_million", "requests");
    add(
        bill,
        "S3: PUT",
        measured("S3 PUT and LIST requests a task"),
        "s3_put_per_million",
        "requests");
    add(bill, "S3: GET", measured("S3 GET requests a task"), "s3_get_per_million", "requests");
    add(
        bill,
        "Lambda: requests of the scheduler and the API",
        all,
        "lambda_requests_per_million",
        "requests");
    add(bill, "Lambda: requests of the executor", 1, "lambda_requests_per_million", "requests");
    double seconds = ((all - calls) * BATCH_SECONDS + calls * CALL_SECONDS) * MEMORY_GIB;
    double price = seconds * TASKS * prices.of("lambda_gb_second");
    bill.add(
        "Lambda: time of the scheduler and the API, assumed",
        String.format(Locale.ROOT, "%.3f GB-s", seconds),
        price,
        price);
    seconds = ATTEMPT_SECONDS * MEMORY_GIB;
    price = seconds * TASKS * prices.of("lambda_gb_second");
    bill.add(
        "Lambda: time of the executor beside the task's own, assumed",
        String.format(Locale.ROOT, "%.3f GB-s", seconds),
        price,
        price);
    double bytes = systemLogs ? (all + 1) * Idle.CALL_LOG_BYTES : 0;
    price = bytes * TASKS / Idle.GIB * prices.of("logs_gb");
    bill.add(
        "CloudWatch Logs: Lambda's own lines",
        String.format(Locale.ROOT, "%.0f bytes", bytes),
        price,
        price);
    stored(bill);
    return bill;
  }

  private void stored(Bill bill) {
    double gib = KEPT_BYTES * TASKS / Idle.GIB * KEPT_MONTHS;
    double price = gib * prices.of("dynamodb_gb_month");
    bill.add(
        "DynamoDB: storage for 90 days, assumed",
        String.format(Locale.ROOT, "%.0f bytes", KEPT_BYTES),
        price,
        price);
    price = gib * prices.of("dynamodb_recovery_gb_month");
    bill.add(
        "DynamoDB: point-in-time recovery of it, assumed",
        String.format(Locale.ROOT, "%.0f bytes", KEPT_BYTES),
        price,
        price);
  }

  private void add(Bill bill, String what, double aTask, String price, String unit) {
    double cost = prices.million(aTask * TASKS, price);
    bill.add(what, String.format(Locale.ROOT, "%.2f %s", aTask, unit), cost, cost);
  }

  private double measured(String what) {
    for (var line : run.path("lines")) {
      if (line.path("what").asText().equals(what) && line.path("measured").isNumber()) {
        return line.path("measured").asDouble();
      }
    }
    throw new IllegalArgumentException(
        "the benchmark's result has no number '%s'; expected the output of updraft bench --json"
            .formatted(what));
  }

  private double queues(boolean fifo) {
    double sum = 0;
    for (var one : run.path("per_task").properties()) {
      boolean ofQueue = !one.getKey().endsWith(" units") && !one.getKey().endsWith(EMPTY);
      if (ofQueue && one.getKey().contains(".fifo ") == fifo) {
        sum += one.getValue().asDouble();
      }
    }
    return sum;
  }
}
