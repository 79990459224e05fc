package dev.updraft.standalone.bench;

import dev.updraft.aws.AwsClients;
import dev.updraft.aws.meter.RequestMeter;
import dev.updraft.standalone.Gauges;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** All that is counted of a host, and its clients as they are without being counted. */
final class Counter {
  private final RequestMeter meter = new RequestMeter();
  private final QueueGauge queues = new QueueGauge();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicReference<@Nullable AwsClients> uncounted = new AtomicReference<>();

  Gauges gauges() {
    return new Gauges(
        this::around,
        api ->
            (event, context) -> {
              calls.incrementAndGet();
              return api.handleRequest(event, context);
            });
  }

  private AwsClients around(AwsClients clients) {
    uncounted.set(clients);
    var metered = meter.watch(clients);
    return new AwsClients(metered.dynamo(), queues.around(metered.sqs()), metered.s3());
  }

  /** The clients for looking on. */
  AwsClients uncounted() {
    var clients = uncounted.get();
    if (clients == null) {
      throw new IllegalStateException("no host has been started with these gauges");
    }
    return clients;
  }

  /** What has been used so far, ever more. */
  Count now() {
    var usage = meter.usage();
    return new Count(
        usage.allWriteUnits(),
        usage.allReadUnits(),
        usage.s3Puts(),
        usage.s3Gets(),
        calls.get(),
        queues.counts(),
        usage.writeUnits());
  }

  /**
   * What was used.
   *
   * @param writeUnits DynamoDB's write units
   * @param readUnits DynamoDB's read units
   * @param s3Puts S3's PUT and LIST requests
   * @param s3Gets S3's GET requests
   * @param apiCalls HTTP requests to the API
   * @param queues SQS requests by queue and action
   * @param tables write units by table
   */
  record Count(
      double writeUnits,
      double readUnits,
      long s3Puts,
      long s3Gets,
      long apiCalls,
      SortedMap<String, Long> queues,
      SortedMap<String, Double> tables) {
    Count since(Count before) {
      var requests = new TreeMap<String, Long>();
      queues.forEach((key, n) -> requests.put(key, n - before.queues.getOrDefault(key, 0L)));
      var units = new TreeMap<String, Double>();
      tables.forEach((key, n) -> units.put(key, n - before.tables.getOrDefault(key, 0.0)));
      return new Count(
          writeUnits - before.writeUnits,
          readUnits - before.readUnits,
          s3Puts - before.s3Puts,
          s3Gets - before.s3Gets,
          apiCalls - before.apiCalls,
          requests,
          units);
    }

    /** SQS requests that carried something, to FIFO queues or to the others. */
    long sqs(boolean fifo) {
      return queues.entrySet().stream()
          .filter(entry -> !entry.getKey().endsWith(QueueGauge.EMPTY))
          .filter(entry -> entry.getKey().contains(".fifo ") == fifo)
          .mapToLong(java.util.Map.Entry::getValue)
          .sum();
    }

    /** Batches that a Lambda function is called with: of all queues but the executors'. */
    long batches() {
      return queues.entrySet().stream()
          .filter(entry -> entry.getKey().endsWith(" receive"))
          .filter(entry -> !entry.getKey().contains("-tasks-"))
          .mapToLong(java.util.Map.Entry::getValue)
          .sum();
    }
  }
}
