package dev.updraft.infra;

import dev.updraft.infra.options.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * The functions that run attempts or have them run: in place, as a container each, or by workers,
 * who are woken when there are none. Dead letters of all of them end as states of tasks.
 */
final class Executors extends Construct {
  private final Options options;
  private final Storage storage;
  private final Messaging messaging;

  /** All of its functions. */
  final List<Handler> handlers = new ArrayList<>();

  /** The function that runs attempts in place, if there is one. */
  final @Nullable Handler executor;

  /** The function that wakes workers, if there are any. */
  final @Nullable Handler wake;

  Executors(
      Construct scope,
      Options options,
      Storage storage,
      Messaging messaging,
      Api api,
      @Nullable Workers workers) {
    super(scope, "Executors");
    this.options = options;
    this.storage = storage;
    this.messaging = messaging;
    var inPlace = messaging.tasks.get("lambda");
    @Nullable Handler runs = null;
    if (inPlace != null) {
      runs = handler(Handler.Kind.EXECUTOR, Environment.runner(options, api));
      runs.consume(inPlace, 1, options.functions().executorConcurrency());
    }
    this.executor = runs;
    deadLetters();
    if (workers != null && !workers.definitions.isEmpty()) {
      launcher(workers);
      stopped(workers);
    }
    this.wake = workers == null || workers.services.isEmpty() ? null : wake(workers);
  }

  private Handler handler(Handler.Kind kind, Map<String, String> environment) {
    var handler = new Handler(this, options, kind, environment);
    handlers.add(handler);
    return handler;
  }

  private Handler teller(Handler.Kind kind) {
    var handler = handler(kind, Environment.stores(options, storage));
    handler.allow(Rights.update(storage.runs), Rights.send(Stream.of(messaging.inbox)));
    return handler;
  }

  private void deadLetters() {
    teller(Handler.Kind.DEAD_LETTERS)
        .consume(messaging.deadTasks, 10, options.functions().smallConcurrency());
  }

  private void launcher(Workers workers) {
    var environment = Environment.stores(options, storage);
    environment.put("UPDRAFT_ECS_CLUSTER", workers.cluster.getClusterArn());
    environment.put("UPDRAFT_ECS_TASK_DEFINITION", options.name() + "-ecs");
    environment.put("UPDRAFT_ECS_SUBNETS", String.join(",", workers.subnets));
    environment.put("UPDRAFT_ECS_SECURITY_GROUPS", workers.security.getSecurityGroupId());
    var handler = handler(Handler.Kind.ECS_LAUNCHER, environment);
    handler.allow(
        run(workers),
        pass(workers),
        Rights.update(storage.runs),
        Rights.send(Stream.of(messaging.inbox)));
    var queue = messaging.tasks.get("ecs");
    if (queue != null) {
      handler.consume(queue, 10, options.functions().smallConcurrency());
    }
  }

  private PolicyStatement run(Workers workers) {
    var families =
        workers.definitions.stream()
            .map(task -> arn("task-definition", task.getFamily() + ":*"))
            .toList();
    var run = Rights.statement(families, "ecs:RunTask");
    run.addCondition("ArnEquals", Map.of("ecs:cluster", workers.cluster.getClusterArn()));
    return run;
  }

  private String arn(String resource, String name) {
    return Stack.of(this)
        .formatArn(
            ArnComponents.builder()
                .service("ecs")
                .resource(resource)
                .resourceName(name)
                .arnFormat(ArnFormat.SLASH_RESOURCE_NAME)
                .build());
  }

  private static PolicyStatement pass(Workers workers) {
    var roles = workers.definitions.stream().flatMap(Executors::roles).distinct().toList();
    var pass = Rights.statement(roles, "iam:PassRole");
    pass.addCondition("StringEquals", Map.of("iam:PassedToService", "ecs-tasks.amazonaws.com"));
    return pass;
  }

  private static Stream<String> roles(FargateTaskDefinition task) {
    var own = Stream.of(task.getTaskRole().getRoleArn());
    var start = task.getExecutionRole();
    return start == null ? own : Stream.concat(own, Stream.of(start.getRoleArn()));
  }

  /** Tasks of services have a group of their own kind and are not attempts. */
  private void stopped(Workers workers) {
    var handler = teller(Handler.Kind.ECS_STOPPED);
    handler.keepFailedEvents(messaging.deadEvents);
    Rule.Builder.create(this, "AttemptStopped")
        .description("Tells of attempts whose container has stopped")
        .eventPattern(
            EventPattern.builder()
                .source(List.of("aws.ecs"))
                .detailType(List.of("ECS Task State Change"))
                .detail(
                    new TreeMap<>(
                        Map.of(
                            "clusterArn", List.of(workers.cluster.getClusterArn()),
                            "lastStatus", List.of("STOPPED"),
                            "group",
                                List.of(Map.of("prefix", "family:" + options.name() + "-ecs")))))
                .build())
        .targets(
            List.of(
                LambdaFunction.Builder.create(handler.live)
                    .deadLetterQueue(messaging.deadEvents)
                    .retryAttempts(10)
                    .build()))
        .build();
  }

  private Handler wake(Workers workers) {
    var handler =
        handler(
            Handler.Kind.WAKE,
            new TreeMap<>(
                Map.of(
                    "UPDRAFT_ECS_CLUSTER", workers.cluster.getClusterArn(),
                    "UPDRAFT_WORKER_SERVICE", WorkerService.namePrefix(options),
                    "UPDRAFT_QUEUES", String.join(",", workers.services.keySet()))));
    var services =
        workers.services.values().stream().map(one -> one.service.getServiceArn()).toList();
    handler.allow(Rights.statement(services, "ecs:DescribeServices", "ecs:UpdateService"));
    handler.keepFailedEvents(messaging.deadEvents);
    return handler;
  }
}
