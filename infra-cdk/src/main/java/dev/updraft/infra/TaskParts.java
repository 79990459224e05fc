package dev.updraft.infra;

import dev.updraft.infra.options.Containers;
import dev.updraft.infra.options.Options;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** What the tasks of workers and of attempts have in common. */
final class TaskParts {
  /** What Fargate gives a task to end in. */
  private static final Duration STOP = Duration.seconds(120);

  private final Construct scope;
  private final Options options;
  private final Api api;
  private final LogGroup log;

  TaskParts(Construct scope, Options options, Api api) {
    this.scope = scope;
    this.options = options;
    this.api = api;
    this.log =
        LogGroup.Builder.create(scope, "Log")
            .logGroupName("/updraft/%s/%s".formatted(options.name(), scope.getNode().getId()))
            .retention(Observability.kept(options))
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
  }

  /** The definition of a task that runs one attempt. */
  FargateTaskDefinition attempt(Containers.Definition definition) {
    var suffix = definition.name().isEmpty() ? "" : "-" + definition.name();
    var task = fargate("Attempt" + suffix, "ecs" + suffix, definition, role(definition, suffix));
    task.addContainer(
        "attempt",
        container(definition, "AttemptImage" + suffix, Environment.runner(options, api)));
    return task;
  }

  FargateTaskDefinition fargate(
      String id, String family, Containers.Definition size, @Nullable IRole role) {
    return FargateTaskDefinition.Builder.create(scope, id)
        .family(options.name() + "-" + family)
        .cpu(size.cpu())
        .memoryLimitMiB(size.memory())
        .runtimePlatform(
            RuntimePlatform.builder()
                .cpuArchitecture(
                    switch (options.containers().architecture()) {
                      case ARM64 -> CpuArchitecture.ARM64;
                      case X86_64 -> CpuArchitecture.X86_64;
                    })
                .operatingSystemFamily(OperatingSystemFamily.LINUX)
                .build())
        .executionRole(executionRole(id))
        .taskRole(role)
        .build();
  }

  /** Without rights until an image or a log asks for some. */
  Role executionRole(String id) {
    return role(id + "Start", "Pulls the image and opens the log of " + id);
  }

  Role role(String id, String description) {
    return Role.Builder.create(scope, id)
        .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
        .description(description)
        .build();
  }

  private IRole role(Containers.Definition definition, String suffix) {
    var given = definition.role();
    return given == null
        ? role("AttemptRole" + suffix, "What attempts may do: nothing")
        : Role.fromRoleArn(scope, "AttemptRole" + suffix, given);
  }

  ContainerDefinitionOptions container(
      Containers.Definition definition, String imageId, Map<String, String> environment) {
    // Lambda and Fargate say it by themselves, ECS on instances does not.
    environment.put("AWS_REGION", Stack.of(scope).getRegion());
    environment.put("UPDRAFT_LOG_LEVEL", options.watch().level().name());
    return ContainerDefinitionOptions.builder()
        .image(Images.ofContainer(scope, imageId, options, definition.image()))
        .environment(environment)
        .essential(true)
        .memoryLimitMiB(definition.memory())
        .stopTimeout(STOP)
        .logging(
            LogDriver.awsLogs(
                AwsLogDriverProps.builder().logGroup(log).streamPrefix("container").build()))
        .build();
  }
}
