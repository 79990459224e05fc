package dev.updraft.infra;

import dev.updraft.infra.options.Options;
import dev.updraft.infra.options.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** Alarms, who is told of them, and the dashboard. */
final class Observability extends Construct {
  private static final Map<Integer, RetentionDays> KEPT =
      Map.of(
          1, RetentionDays.ONE_DAY,
          3, RetentionDays.THREE_DAYS,
          5, RetentionDays.FIVE_DAYS,
          7, RetentionDays.ONE_WEEK,
          14, RetentionDays.TWO_WEEKS,
          30, RetentionDays.ONE_MONTH,
          90, RetentionDays.THREE_MONTHS,
          180, RetentionDays.SIX_MONTHS,
          365, RetentionDays.ONE_YEAR);

  /** The dashboard's address; null if there is none. */
  final @Nullable String dashboardUrl;

  Observability(
      Construct scope,
      Options options,
      Storage storage,
      Messaging messaging,
      Scheduler scheduler,
      Executors executors,
      Api api) {
    super(scope, "Observability");
    var own = Stream.of(scheduler.inbox, scheduler.timers, scheduler.clock, scheduler.dagFiles);
    var handlers =
        Stream.of(own, Stream.of(api.handler), executors.handlers.stream())
            .flatMap(several -> several)
            .toList();
    var alarms = new Alarms(this, options, messaging);
    if (options.watch().alarms() != Watch.Alarms.NONE) {
      alarms.essential(scheduler.clock);
      if (options.watch().alarms() == Watch.Alarms.EACH) {
        alarms.ofEach(handlers);
      } else {
        alarms.ofAll();
      }
      tell(options, alarms);
    }
    if (!options.watch().dashboard()) {
      this.dashboardUrl = null;
      return;
    }
    var measured = new ArrayList<>(List.of(scheduler.inbox, api.handler));
    if (executors.executor != null) {
      measured.add(executors.executor);
    }
    new Panels(this, options, storage, messaging).draw(alarms.all, handlers, measured);
    this.dashboardUrl =
        "https://%s.console.aws.amazon.com/cloudwatch/home?region=%s#dashboards/dashboard/%s"
            .formatted(Aws.REGION, Aws.REGION, Names.dashboard(options));
  }

  private void tell(Options options, Alarms alarms) {
    var email = options.watch().email();
    if (email == null) {
      return;
    }
    var topic =
        Topic.Builder.create(this, "Topic")
            .topicName(options.name() + "-alarms")
            .enforceSsl(true)
            .build();
    topic.addSubscription(new EmailSubscription(email));
    var action = new SnsAction(topic);
    for (var alarm : alarms.all) {
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
  }

  /** For how long functions' logs are kept. */
  static RetentionDays kept(Options options) {
    var kept = KEPT.get(options.watch().logDays());
    return Objects.requireNonNull(kept, "no such retention of logs");
  }
}
