package dev.updraft.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservabilityTest {
  private static final int DASHBOARD_METRICS_FREE = 50;

  private final Deployment plain = Deployment.of(Deployment.PLAIN);

  @Test
  void theEssentialAlarmsAreThoseThatCostLittle() {
    assertThat(plain.properties("AWS::CloudWatch::Alarm").values())
        .extracting(alarm -> alarm.path("AlarmName").asText())
        .containsExactlyInAnyOrder(
            "updraft-ClockMissed",
            "updraft-DeadInbox",
            "updraft-DeadEvents",
            "updraft-OldInbox",
            "updraft-Errors",
            "updraft-Throttles");
  }

  @Test
  void aClockThatSaysNothingHasStoppedAndAQueueThatSaysNothingIsEmpty() {
    assertThat(missing("ObservabilityClockMissed")).isEqualTo("breaching");
    assertThat(missing("ObservabilityDeadInbox")).isEqualTo("notBreaching");
  }

  private String missing(String alarm) {
    return plain.one("AWS::CloudWatch::Alarm", alarm).path("TreatMissingData").asText();
  }

  @Test
  void aLoneDeadLetterRaisesAnAlarmWhateverOtherQueuesSay() {
    for (var id : List.of("ObservabilityDeadInbox", "ObservabilityDeadEvents")) {
      var alarm = plain.one("AWS::CloudWatch::Alarm", id);
      assertThat(alarm.path("MetricName").asText()).isEqualTo("ApproximateNumberOfMessagesVisible");
      assertThat(alarm.at("/Dimensions/0/Value").toString()).contains(id.substring(13));
      assertThat(alarm.path("Statistic").asText()).isEqualTo("Maximum");
      assertThat(alarm.path("Threshold").asInt()).isEqualTo(1);
      assertThat(alarm.path("ComparisonOperator").asText()).startsWith("GreaterThanOrEqual");
      assertThat(alarm.path("EvaluationPeriods").asInt()).isEqualTo(1);
    }
  }

  @Test
  void noExpressionIsSilentBecauseOneOfItsMetricsIs() {
    var full = Deployment.of(Deployment.FULL);
    var expressions =
        full.properties("AWS::CloudWatch::Alarm").values().stream()
            .flatMap(alarm -> Deployment.list(alarm.path("Metrics")).stream())
            .filter(metric -> metric.has("Expression"))
            .map(metric -> metric.path("Expression").asText())
            .toList();
    assertThat(expressions)
        .hasSize(4)
        .allSatisfy(text ->
            assertThat(text.replaceAll("FILL\\((waiting|running|workers), [01]\\)", "1"))
                .matches("[IF(),<>+/ 0-9]+"));
  }

  @Test
  void everyFunctionHasItsAlarmsWhereThatIsAskedFor() {
    var alarms = Deployment.of(Deployment.FULL).all("AWS::CloudWatch::Alarm").keySet();
    assertThat(alarms).filteredOn(id -> id.startsWith("ObservabilityErrors")).hasSize(10);
    assertThat(alarms).filteredOn(id -> id.startsWith("ObservabilityThrottles")).hasSize(10);
    assertThat(alarms).contains("ObservabilityOldTaskslambda", "ObservabilityOldTasksecs");
  }

  @Test
  void someoneIsToldIfThereIsAnAddress() {
    var full = Deployment.of(Deployment.FULL);
    assertThat(full.properties("AWS::SNS::Subscription").values())
        .singleElement()
        .extracting(one -> one.path("Endpoint").asText())
        .isEqualTo("ops@example.org");
    full.properties("AWS::CloudWatch::Alarm")
        .forEach((id, alarm) -> assertThat(alarm.path("AlarmActions")).as(id).hasSize(1));
    assertThat(plain.all("AWS::SNS::Topic")).isEmpty();
  }

  @Test
  void theDashboardIsSmallEnoughToBeFree() {
    for (var options : new Map<?, ?>[] {Deployment.PLAIN, Deployment.FULL}) {
      @SuppressWarnings("unchecked")
      var deployment = Deployment.of((Map<String, Object>) options);
      var body = deployment.properties("AWS::CloudWatch::Dashboard").values().iterator().next();
      int metrics = body.toString().split("\\\\\\\\\"AWS/|\\\\\"AWS/", -1).length - 1;
      assertThat(metrics).isBetween(20, DASHBOARD_METRICS_FREE);
    }
  }

  @Test
  void aDeploymentThatIsNotWatchedHasNoAlarmOfItsOwnAndNoDashboard() {
    var other = Deployment.of(Deployment.OTHER);
    assertThat(other.all("AWS::CloudWatch::Alarm").keySet())
        .allMatch(id -> id.startsWith("WorkersWorker"));
    assertThat(other.all("AWS::CloudWatch::Dashboard")).isEmpty();
  }
}
