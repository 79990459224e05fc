package dev.updraft.infra;

import dev.updraft.infra.options.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.AdjustmentTier;
import software.amazon.awscdk.services.applicationautoscaling.AdjustmentType;
import software.amazon.awscdk.services.applicationautoscaling.MetricAggregationType;
import software.amazon.awscdk.services.applicationautoscaling.ScalableTarget;
import software.amazon.awscdk.services.applicationautoscaling.ServiceNamespace;
import software.amazon.awscdk.services.applicationautoscaling.StepScalingAction;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.ApplicationScalingAction;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * How many workers a queue has: more by the messages that wait for each of them, fewer when most of
 * their places are empty, and none when nothing waits or runs. How many workers there are is told
 * by the samples of their processor's use, one of each every minute: ECS's own count is paid for. A
 * metric that says nothing counts as none, or the whole expression would say nothing.
 */
final class Backlog {
  private static final Duration MINUTE = Duration.minutes(1);
  private static final int IDLE_MINUTES = 10;
  private static final double NEARLY_NONE = 0.01;
  private static final int MORE = 4;
  private static final int MOST = 10;
  private static final int LESS_PERCENT = -25;
  private static final int NONE_PERCENT = -100;

  private Backlog() {}

  static void scale(Construct scope, Options options, Queue queue, BaseService service) {
    var target = target(scope, options, service);
    int attempts = options.containers().attempts();
    var metrics = new LinkedHashMap<String, IMetric>();
    metrics.put("waiting", queue.metricApproximateNumberOfMessagesVisible(most()));
    metrics.put("workers", samples(service));
    out(scope, target, attempts, new TreeMap<>(metrics));
    metrics.put("running", queue.metricApproximateNumberOfMessagesNotVisible(most()));
    in(scope, target, attempts, metrics);
  }

  private static ScalableTarget target(Construct scope, Options options, BaseService service) {
    var linked =
        "arn:%s:iam::%s:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/%s"
            .formatted(
                Aws.PARTITION,
                Aws.ACCOUNT_ID,
                "AWSServiceRoleForApplicationAutoScaling_ECSService");
    return ScalableTarget.Builder.create(scope, "Workers")
        .serviceNamespace(ServiceNamespace.ECS)
        .resourceId(
            "service/%s/%s"
                .formatted(service.getCluster().getClusterName(), service.getServiceName()))
        .scalableDimension("ecs:service:DesiredCount")
        .role(Role.fromRoleArn(scope, "ScalingRole", linked))
        .minCapacity(0)
        .maxCapacity(options.containers().max())
        .build();
  }

  private static void out(
      Construct scope, ScalableTarget target, int attempts, Map<String, IMetric> metrics) {
    var alarm =
        Alarm.Builder.create(scope, "Waiting")
            .alarmDescription("Attempts wait for a worker; starts more")
            .metric(expression("FILL(waiting, 0) / FILL(workers, 1)", metrics))
            .threshold(1)
            .evaluationPeriods(1)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .treatMissingData(TreatMissingData.NOT_BREACHING)
            .build();
    var more = action(scope, "More", target, AdjustmentType.CHANGE_IN_CAPACITY, 1);
    more.addAdjustment(tier(1, 0, attempts));
    more.addAdjustment(tier(MORE, attempts, MORE * attempts));
    more.addAdjustment(
        AdjustmentTier.builder().adjustment(MOST).lowerBound(MORE * attempts).build());
    alarm.addAlarmAction(new ApplicationScalingAction(more));
  }

  /** The last worker stays while it has anything, the others while a quarter of them is busy. */
  private static void in(
      Construct scope, ScalableTarget target, int attempts, Map<String, IMetric> metrics) {
    double quarter = attempts / 4.0;
    var busy =
        "IF(%1$s < 1, 0, IF(FILL(workers, 0) > 1, (%1$s) / FILL(workers, 1), %2$d))"
            .formatted("FILL(waiting, 0) + FILL(running, 0)", attempts);
    var alarm =
        Alarm.Builder.create(scope, "Idle")
            .alarmDescription("Workers have little to do; stops some, or all if there is nothing")
            .metric(expression(busy, metrics))
            .threshold(quarter)
            .evaluationPeriods(IDLE_MINUTES)
            .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
            .treatMissingData(TreatMissingData.NOT_BREACHING)
            .build();
    var less =
        action(scope, "Less", target, AdjustmentType.PERCENT_CHANGE_IN_CAPACITY, IDLE_MINUTES);
    less.addAdjustment(
        AdjustmentTier.builder()
            .adjustment(NONE_PERCENT)
            .upperBound(NEARLY_NONE - quarter)
            .build());
    less.addAdjustment(tier(LESS_PERCENT, NEARLY_NONE - quarter, 0));
    alarm.addAlarmAction(new ApplicationScalingAction(less));
  }

  private static StepScalingAction action(
      Construct scope, String id, ScalableTarget target, AdjustmentType type, int cooldownMinutes) {
    var action =
        StepScalingAction.Builder.create(scope, id)
            .scalingTarget(target)
            .adjustmentType(type)
            .cooldown(Duration.minutes(cooldownMinutes))
            .metricAggregationType(MetricAggregationType.MAXIMUM);
    return (type == AdjustmentType.PERCENT_CHANGE_IN_CAPACITY
            ? action.minAdjustmentMagnitude(1)
            : action)
        .build();
  }

  private static AdjustmentTier tier(int adjustment, double lower, double upper) {
    return AdjustmentTier.builder()
        .adjustment(adjustment)
        .lowerBound(lower)
        .upperBound(upper)
        .build();
  }

  private static MathExpression expression(String text, Map<String, IMetric> metrics) {
    return MathExpression.Builder.create()
        .expression(text)
        .usingMetrics(metrics)
        .period(MINUTE)
        .build();
  }

  private static MetricOptions most() {
    return MetricOptions.builder().period(MINUTE).statistic("Maximum").build();
  }

  private static Metric samples(BaseService service) {
    return Metric.Builder.create()
        .namespace("AWS/ECS")
        .metricName("CPUUtilization")
        .dimensionsMap(
            new TreeMap<>(
                Map.of(
                    "ClusterName", service.getCluster().getClusterName(),
                    "ServiceName", service.getServiceName())))
        .statistic("SampleCount")
        .period(MINUTE)
        .build();
  }
}
