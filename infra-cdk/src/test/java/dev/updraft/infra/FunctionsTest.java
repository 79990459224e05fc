package dev.updraft.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FunctionsTest {
  private final Deployment plain = Deployment.of(Deployment.PLAIN);

  @Test
  void everyFunctionOfOursRunsFromASnapshotOnJava25AndArm() {
    var own = own(Deployment.of(Deployment.FULL));
    assertThat(own).hasSize(10);
    own.forEach((id, function) -> {
      assertThat(function.path("Runtime").asText()).as(id).isEqualTo("java25");
      assertThat(Deployment.texts(function.path("Architectures"))).containsExactly("arm64");
      assertThat(function.path("SnapStart").path("ApplyOn").asText())
          .as(id)
          .isEqualTo("PublishedVersions");
    });
  }

  @Test
  void lambdaDropsNoLineThatAFunctionWrites() {
    var words = Map.of("debug", "DEBUG", "info", "INFO", "warning", "WARN", "error", "ERROR");
    words.forEach((option, word) -> {
      var options = new TreeMap<>(Deployment.PLAIN);
      options.put("logLevel", option);
      own(Deployment.of(options))
          .forEach((id, function) -> {
            var logging = function.path("LoggingConfig");
            assertThat(logging.path("LogFormat").asText()).as(id).isEqualTo("JSON");
            assertThat(logging.path("ApplicationLogLevel").asText()).as(id).isEqualTo(word);
            assertThat(logging.path("SystemLogLevel").asText()).as(id).isEqualTo("WARN");
          });
    });
  }

  @Test
  void entryPointsAreThoseOfTheContract() {
    var handlers = new TreeMap<String, String>();
    own(Deployment.of(Deployment.FULL))
        .forEach((_, function) ->
            handlers.put(
                function.path("FunctionName").asText(), function.path("Handler").asText()));
    assertThat(handlers)
        .isEqualTo(
            Map.of(
                "updraft-inbox", "dev.updraft.scheduler.entry.Inbox",
                "updraft-timers", "dev.updraft.scheduler.entry.Timers",
                "updraft-clock", "dev.updraft.scheduler.entry.Clock",
                "updraft-dag-files", "dev.updraft.scheduler.entry.DagFiles",
                "updraft-api", "dev.updraft.api.entry.Api",
                "updraft-executor", "dev.updraft.executor.entry.Tasks",
                "updraft-ecs-launcher", "dev.updraft.executor.entry.EcsTasks",
                "updraft-ecs-stopped", "dev.updraft.executor.entry.EcsStopped",
                "updraft-wake", "dev.updraft.executor.entry.Wake",
                "updraft-dead-letters", "dev.updraft.executor.entry.DeadLetters"));
  }

  @Test
  void everyFunctionIsCalledByTheAliasOfAPublishedVersion() {
    var aliases = plain.properties("AWS::Lambda::Alias");
    assertThat(aliases).hasSameSizeAs(own(plain));
    aliases.forEach((id, alias) -> {
      assertThat(alias.path("Name").asText()).as(id).isEqualTo("live");
      assertThat(alias.path("FunctionVersion").path("Fn::GetAtt").path(1).asText())
          .isEqualTo("Version");
    });
    var clock = plain.one("AWS::Scheduler::Schedule", "SchedulerMinute");
    assertThat(clock.path("ScheduleExpression").asText()).isEqualTo("rate(1 minute)");
    assertThat(clock.path("Target").path("Arn").path("Ref").asText()).contains("ClockLive");
  }

  @Test
  void anEventThatFailsAgainAndAgainIsKeptUnlessAnotherMakesUpForIt() {
    var full = Deployment.of(Deployment.FULL);
    var kept = full.properties("AWS::Lambda::EventInvokeConfig");
    var calledWithMessages =
        full.all("AWS::Lambda::EventSourceMapping").keySet().stream()
            .map(id -> id.replaceFirst("Messages$", ""))
            .toList();
    var called = new TreeSet<>(full.all("AWS::Lambda::Alias").keySet());
    called.removeIf(id -> calledWithMessages.contains(id.replaceFirst("Live$", "")));
    called.remove("ApiLive");
    assertThat(called).hasSize(4);
    for (var id : called) {
      var config = kept.getOrDefault(id + "EventInvokeConfig", full.template());
      var to = config.at("/DestinationConfig/OnFailure/Destination").toString();
      if (id.equals("SchedulerClockLive")) {
        assertThat(config.path("MaximumRetryAttempts").asInt(-1)).as(id).isZero();
      } else {
        assertThat(to).as(id).contains("MessagingDeadEvents");
      }
    }
  }

  @Test
  void whoReadsDagFilesKnowsWhatTheExecutorsCanRun() {
    var full =
        Deployment.of(Deployment.FULL).one("AWS::Lambda::Function", "SchedulerDagFilesFunction");
    var variables = full.at("/Environment/Variables");
    assertThat(variables.path("UPDRAFT_EXECUTOR").asText()).isEqualTo("lambda");
    assertThat(variables.path("UPDRAFT_EXECUTORS").asText()).isEqualTo("lambda,worker,ecs");
    assertThat(variables.path("UPDRAFT_EXECUTOR_SECONDS").asText()).isEqualTo("900");
    assertThat(variables.path("UPDRAFT_EXECUTOR_PYTHON").asText()).isEqualTo("false");
    assertThat(variables.path("UPDRAFT_DAG_VARIABLES").asText())
        .isEqualTo("{\"LIMIT\":\"3\",\"TEAM\":\"data\"}");
    assertThat(variables.path("UPDRAFT_QUEUES").asText()).isEqualTo("default,big");
    assertThat(variables.path("UPDRAFT_ECS_TASKS").asText()).isEqualTo("large");
  }

  @Test
  void theExecutorsImageHasNoSnapshotAndStillItsAlias() {
    var other = Deployment.of(Deployment.OTHER);
    var executor = other.one("AWS::Lambda::Function", "ExecutorsTasksFunction");
    assertThat(executor.path("PackageType").asText()).isEqualTo("Image");
    assertThat(executor.has("SnapStart")).isFalse();
    assertThat(other.all("AWS::Lambda::Alias")).containsKey("ExecutorsTasksLive");
  }

  @Test
  void logsOfFunctionsAreNotKeptForEver() {
    var groups = plain.properties("AWS::Logs::LogGroup");
    assertThat(groups).hasSizeGreaterThan(6);
    groups.forEach(
        (id, group) -> assertThat(group.path("RetentionInDays").asInt()).as(id).isEqualTo(14));
  }

  @Test
  void theOnlyFunctionThatIsNotOursUploadsTheUi() {
    var others = plain.properties("AWS::Lambda::Function");
    others.keySet().removeAll(own(plain).keySet());
    assertThat(others.keySet()).singleElement().asString().startsWith("CustomCDKBucketDeployment");
    assertThat(own(Deployment.of(Deployment.OTHER)))
        .hasSameSizeAs(Deployment.of(Deployment.OTHER).all("AWS::Lambda::Function"));
  }

  @Test
  void theApiIsOpenAtItsUrlWithoutAReservationUnlessOneIsAskedFor() {
    var url = plain.properties("AWS::Lambda::Url").values().iterator().next();
    assertThat(url.path("AuthType").asText()).isEqualTo("NONE");
    assertThat(url.path("Qualifier").asText()).isEqualTo("live");
    var asked = Deployment.of(with("apiConcurrency", 100));
    assertThat(
            asked
                .one("AWS::Lambda::Function", "ApiFunction")
                .path("ReservedConcurrentExecutions")
                .asInt())
        .isEqualTo(100);
  }

  @Test
  void nothingIsAskedForThatANewAccountRefuses() {
    for (var options : List.of(Deployment.PLAIN, Deployment.FULL, Deployment.OTHER)) {
      var deployment = Deployment.of(options);
      deployment
          .properties("AWS::Lambda::Function")
          .forEach((id, function) -> {
            assertThat(function.has("ReservedConcurrentExecutions")).as(id).isFalse();
            assertThat(function.path("MemorySize").asInt()).as(id).isLessThanOrEqualTo(3_008);
          });
      assertThat(atOnce(deployment)).isLessThanOrEqualTo(10);
      assertThat(deployment.all("AWS::Lambda::ProvisionedConcurrencyConfig")).isEmpty();
    }
    assertThat(atOnce(plain)).isEqualTo(8);
  }

  @Test
  void aLargerAccountIsSharedOutAndSomeOfItIsLeftToTheApi() {
    for (int concurrency : new int[] {11, 50, 100, 1_000}) {
      var deployment = Deployment.of(with("concurrency", concurrency));
      assertThat(atOnce(deployment)).isBetween(8, concurrency - concurrency / 10);
    }
    var large = Deployment.of(with("concurrency", 1_000));
    assertThat(limit(large, "ExecutorsTasksMessages")).isEqualTo(534);
    assertThat(limit(large, "SchedulerInboxMessages")).isEqualTo(356);
  }

  private static Map<String, Object> with(String key, Object value) {
    return Map.of(key, value);
  }

  private static int limit(Deployment deployment, String mapping) {
    return deployment
        .one("AWS::Lambda::EventSourceMapping", mapping)
        .path("ScalingConfig")
        .path("MaximumConcurrency")
        .asInt();
  }

  /** How many executions queues may cause together. */
  private static int atOnce(Deployment deployment) {
    return deployment.all("AWS::Lambda::EventSourceMapping").keySet().stream()
        .mapToInt(id -> limit(deployment, id))
        .sum();
  }

  private static Map<String, JsonNode> own(Deployment deployment) {
    var functions = deployment.properties("AWS::Lambda::Function");
    functions.keySet().removeIf(id -> id.startsWith("Custom"));
    return functions;
  }
}
