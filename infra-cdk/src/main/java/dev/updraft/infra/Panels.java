package dev.updraft.infra;

import dev.updraft.infra.options.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TextWidget;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * The dashboard. It answers three questions from top to bottom and shows at most 50 metrics, since
 * a larger one is never free.
 */
final class Panels {
  private static final int WIDTH = 24;
  private static final int HEIGHT = 6;
  private static final Duration FIVE_MINUTES = Duration.minutes(5);
  private static final Duration HOUR = Duration.hours(1);

  private final Construct scope;
  private final Options options;
  private final Storage storage;
  private final Messaging messaging;

  Panels(Construct scope, Options options, Storage storage, Messaging messaging) {
    this.scope = scope;
    this.options = options;
    this.storage = storage;
    this.messaging = messaging;
  }

  /**
   * Draws it.
   *
   * @param handlers all functions
   * @param measured those whose time is worth a look
   */
  void draw(List<Alarm> alarms, List<Handler> handlers, List<Handler> measured) {
    var dashboard =
        Dashboard.Builder.create(scope, "Dashboard")
            .dashboardName(Names.dashboard(options))
            .build();
    dashboard.addWidgets(title("Is it healthy?"));
    if (!alarms.isEmpty()) {
      dashboard.addWidgets(
          AlarmStatusWidget.Builder.create()
              .title("Alarms")
              .alarms(List.copyOf(alarms))
              .width(WIDTH)
              .height(3)
              .build());
    }
    dashboard.addWidgets(
        graph("Functions that failed", handlers.stream().map(Panels::errors), WIDTH / 3),
        graph(
            "Dead letters",
            Stream.of(messaging.deadInbox, messaging.deadTasks, messaging.deadEvents)
                .map(queue -> queue.metricApproximateNumberOfMessagesVisible(most())),
            WIDTH / 3),
        graph("Functions that were throttled", Stream.of(throttles()), WIDTH / 3));
    dashboard.addWidgets(title("What is slow?"));
    dashboard.addWidgets(
        graph(
            "Seconds the oldest message has waited",
            queues().map(queue -> queue.metricApproximateAgeOfOldestMessage(most())),
            WIDTH / 2),
        graph("Milliseconds a call takes", measured.stream().flatMap(Panels::times), WIDTH / 2));
    dashboard.addWidgets(title("What does it cost? (a dollar buys what `docs/cost.md` says)"));
    dashboard.addWidgets(cost(handlers, measured));
  }

  private IWidget[] cost(List<Handler> handlers, List<Handler> measured) {
    var tables = List.of(storage.state, storage.catalog, storage.runs, storage.timers);
    return new IWidget[] {
      graph("Calls an hour", handlers.stream().map(Panels::calls), WIDTH / 4),
      graph("Milliseconds of functions an hour", measured.stream().map(Panels::spent), WIDTH / 4),
      graph("DynamoDB units an hour", tables.stream().flatMap(Panels::units), WIDTH / 4),
      graph(
          "Messages sent an hour",
          Stream.of(messaging.inbox, messaging.timers)
              .map(queue -> queue.metricNumberOfMessagesSent(sum(HOUR))),
          WIDTH / 4)
    };
  }

  private Stream<Queue> queues() {
    var all = new ArrayList<>(List.of(messaging.inbox, messaging.timers));
    all.addAll(messaging.tasks.values());
    messaging.workers.values().stream().limit(3).forEach(all::add);
    return all.stream();
  }

  private static TextWidget title(String text) {
    return TextWidget.Builder.create().markdown("## " + text).width(WIDTH).height(1).build();
  }

  private static GraphWidget graph(String title, Stream<? extends IMetric> metrics, int width) {
    return GraphWidget.Builder.create()
        .title(title)
        .left(metrics.map(IMetric.class::cast).toList())
        .width(width)
        .height(HEIGHT)
        .build();
  }

  private static Stream<Metric> times(Handler handler) {
    return Stream.of("p50", "p99")
        .map(statistic ->
            handler.function.metricDuration(
                MetricOptions.builder()
                    .period(FIVE_MINUTES)
                    .statistic(statistic)
                    .label(handler.kind.word + " " + statistic)
                    .build()));
  }

  private static Metric errors(Handler handler) {
    return handler.function.metricErrors(labelled(handler, FIVE_MINUTES));
  }

  private static Metric calls(Handler handler) {
    return handler.function.metricInvocations(labelled(handler, HOUR));
  }

  private static Metric spent(Handler handler) {
    return handler.function.metricDuration(labelled(handler, HOUR));
  }

  private static Stream<Metric> units(Table table) {
    return Stream.of(
        table.metricConsumedWriteCapacityUnits(sum(HOUR)),
        table.metricConsumedReadCapacityUnits(sum(HOUR)));
  }

  private static Metric throttles() {
    return Metric.Builder.create()
        .namespace("AWS/Lambda")
        .metricName("Throttles")
        .statistic("Sum")
        .period(FIVE_MINUTES)
        .label("all functions of the account")
        .build();
  }

  private static MetricOptions labelled(Handler handler, Duration period) {
    return MetricOptions.builder().period(period).statistic("Sum").label(handler.kind.word).build();
  }

  private static MetricOptions sum(Duration period) {
    return MetricOptions.builder().period(period).statistic("Sum").build();
  }

  private static MetricOptions most() {
    return MetricOptions.builder().period(FIVE_MINUTES).statistic("Maximum").build();
  }
}
