package dev.updraft.infra.cost;

import java.util.Locale;

/** What a deployment costs in a month in which nothing runs. */
final class Idle {
  /** A month as AWS counts it: 730 hours. */
  static final int MINUTES = 43_800;

  /** How many connections Lambda keeps open to a queue without messages, each for 20 s. */
  static final int POLLERS = 5;

  private static final int POLLS_A_MINUTE = 3;

  /** A tick from a snapshot that is warm; the first after a deployment takes longer. */
  static final double TICK_SECONDS = 0.1;

  /**
   * A tick reads its cursor (1 unit) and four shards of a minute (4); every fifth also the list of
   * unfinished runs (2), and one in sixty the DAGs and pools (1).
   */
  static final double TICK_READ_UNITS = 1 + 4 + 2 / 5.0 + 1 / 60.0;

  /** A tick moves its cursor. */
  static final double TICK_WRITE_UNITS = 1;

  /**
   * What Lambda writes to a log with each call of a function whose system log level is INFO: a line
   * at its start and one, with its figures, at its end. At WARN it writes neither, and our
   * functions write nothing of their own while all is well.
   */
  static final double CALL_LOG_BYTES = 950;

  static final double GIB = 1_024 * 1_024 * 1_024;

  private Idle() {}

  static Bill of(Footprint has, Prices prices) {
    var bill = new Bill();
    queues(bill, has, prices);
    double ticks = (double) has.schedules() * MINUTES;
    double list = prices.million(ticks, "scheduler_per_million");
    bill.add(
        "EventBridge Scheduler",
        count(ticks) + " invocations",
        list,
        beyond(ticks, prices.of("scheduler_free"), list));
    list = prices.million(ticks, "lambda_requests_per_million");
    bill.add(
        "Lambda: requests",
        count(ticks) + " requests",
        list,
        beyond(ticks, prices.of("lambda_free_requests"), list));
    double seconds = ticks * TICK_SECONDS * has.clockMemory() / 1_024;
    list = seconds * prices.of("lambda_gb_second");
    bill.add(
        "Lambda: time",
        count(seconds) + " GB-s",
        list,
        beyond(seconds, prices.of("lambda_free_gb_seconds"), list));
    tables(bill, ticks, prices);
    watching(bill, has, prices);
    double logs = has.systemLogs() ? ticks * CALL_LOG_BYTES / GIB : 0;
    list = logs * prices.of("logs_gb");
    bill.add(
        "CloudWatch Logs",
        String.format(Locale.ROOT, "%.3f GB", logs),
        list,
        beyond(logs, prices.of("logs_free_gb"), list));
    for (var type : has.hourly()) {
      throw new IllegalStateException(
          "the template has " + type + ", which is paid for by the hour");
    }
    return bill;
  }

  private static void queues(Bill bill, Footprint has, Prices prices) {
    double polls = (double) POLLERS * POLLS_A_MINUTE * MINUTES;
    double standard = has.standardMappings() * polls;
    double fifo = has.fifoMappings() * polls;
    double free = prices.of("sqs_free_requests");
    bill.add(
        "SQS: polling of %d standard queues".formatted(has.standardMappings()),
        count(standard) + " requests",
        prices.million(standard, "sqs_standard_per_million"),
        prices.million(Math.max(0, standard - free), "sqs_standard_per_million"));
    bill.add(
        "SQS: polling of %d FIFO queue".formatted(has.fifoMappings()),
        count(fifo) + " requests",
        prices.million(fifo, "sqs_fifo_per_million"),
        prices.million(Math.max(0, fifo - Math.max(0, free - standard)), "sqs_fifo_per_million"));
  }

  private static void tables(Bill bill, double ticks, Prices prices) {
    double reads = ticks * TICK_READ_UNITS;
    double writes = ticks * TICK_WRITE_UNITS;
    double price = prices.million(reads, "dynamodb_read_units_per_million");
    bill.add("DynamoDB: reads", count(reads) + " units", price, price);
    price = prices.million(writes, "dynamodb_write_units_per_million");
    bill.add("DynamoDB: writes", count(writes) + " units", price, price);
  }

  private static void watching(Bill bill, Footprint has, Prices prices) {
    double alarm = prices.of("alarm_metric_month");
    double beyond = Math.max(0, has.alarmMetrics() - prices.of("alarm_free_metrics"));
    bill.add(
        "CloudWatch: alarms",
        has.alarmMetrics() + " metrics",
        has.alarmMetrics() * alarm,
        beyond * alarm);
    double dashboard = prices.of("dashboard_month");
    bill.add(
        "CloudWatch: dashboard",
        Integer.toString(has.dashboards()),
        has.dashboards() * dashboard,
        Math.max(0, has.dashboards() - prices.of("dashboard_free")) * dashboard);
  }

  private static double beyond(double amount, double free, double list) {
    return amount <= free ? 0 : list * (amount - free) / amount;
  }

  private static String count(double amount) {
    return String.format(Locale.ROOT, "%,.0f", amount);
  }
}
