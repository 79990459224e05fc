package dev.updraft.infra;

import dev.updraft.infra.options.Options;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * The alarms. Each metric that an alarm looks at is paid for, ten are free: the essential ones look
 * at six, with the workers' scaling at five more for each of their queues.
 */
final class Alarms {
  private static final Duration FIVE_MINUTES = Duration.minutes(5);
  private static final int OLD_SECONDS = 300;
  private static final int ERRORS = 3;
  private static final int THROTTLES = 10;

  private final Construct scope;
  private final Options options;
  private final Messaging messaging;

  /** Those that have been made. */
  final List<Alarm> all = new ArrayList<>();

  Alarms(Construct scope, Options options, Messaging messaging) {
    this.scope = scope;
    this.options = options;
    this.messaging = messaging;
  }

  /** Dead letters, old messages, and a clock that stands still. */
  void essential(Handler clock) {
    alarm(
        "ClockMissed",
        "The minute's clock has not run for five minutes: nothing scheduled starts",
        clock.live.metricInvocations(sum()),
        1,
        ComparisonOperator.LESS_THAN_THRESHOLD,
        TreatMissingData.BREACHING);
    dead("DeadInbox", messaging.deadInbox);
    dead("DeadEvents", messaging.deadEvents);
    old("Inbox", messaging.inbox);
  }

  /**
   * Errors and throttles of all functions of the account together, for the price of two metrics.
   */
  void ofAll() {
    alarm("Errors", "Functions of this account fail", lambda("Errors"), ERRORS);
    alarm("Throttles", "Functions of this account are throttled", lambda("Throttles"), THROTTLES);
  }

  /** Errors and throttles of each function, and old messages of each executor. */
  void ofEach(List<Handler> handlers) {
    for (var handler : handlers) {
      var name = handler.kind.word;
      alarm(
          "Errors-" + name,
          "The function " + name + " fails",
          handler.function.metricErrors(sum()),
          ERRORS);
      alarm(
          "Throttles-" + name,
          "The function " + name + " is throttled",
          handler.function.metricThrottles(sum()),
          THROTTLES);
    }
    old("Timers", messaging.timers);
    messaging.tasks.forEach((name, queue) -> old("Tasks-" + name, queue));
    messaging.workers.forEach((name, queue) -> old("Tasks-" + name, queue));
  }

  /**
   * Of each queue by itself, at the price of one for both: where one queue says nothing, since
   * nobody has touched it for hours, a sum of both says nothing either.
   */
  private void dead(String id, Queue queue) {
    var waiting =
        queue.metricApproximateNumberOfMessagesVisible(
            MetricOptions.builder().period(FIVE_MINUTES).statistic("Maximum").build());
    alarm(
        id,
        "Messages or events failed again and again; docs/deploy.md says what to do",
        waiting,
        1);
  }

  private void old(String name, Queue queue) {
    var age =
        queue.metricApproximateAgeOfOldestMessage(
            MetricOptions.builder().period(FIVE_MINUTES).statistic("Maximum").build());
    alarm("Old" + name, "Messages have waited for more than five minutes", age, OLD_SECONDS);
  }

  private void alarm(String id, String description, IMetric metric, double threshold) {
    alarm(
        id,
        description,
        metric,
        threshold,
        ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        TreatMissingData.NOT_BREACHING);
  }

  private void alarm(
      String id,
      String description,
      IMetric metric,
      double threshold,
      ComparisonOperator comparison,
      TreatMissingData missing) {
    all.add(
        Alarm.Builder.create(scope, id)
            .alarmName(options.name() + "-" + id)
            .alarmDescription(description)
            .metric(metric)
            .threshold(threshold)
            .evaluationPeriods(1)
            .comparisonOperator(comparison)
            .treatMissingData(missing)
            .build());
  }

  private static Metric lambda(String name) {
    return Metric.Builder.create()
        .namespace("AWS/Lambda")
        .metricName(name)
        .statistic("Sum")
        .period(FIVE_MINUTES)
        .build();
  }

  private static MetricOptions sum() {
    return MetricOptions.builder().period(FIVE_MINUTES).statistic("Sum").build();
  }
}
