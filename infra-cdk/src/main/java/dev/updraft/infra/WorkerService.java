package dev.updraft.infra;

import dev.updraft.infra.options.Containers;
import dev.updraft.infra.options.Options;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.CfnService;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;
import software.constructs.IDependable;

/**
 * The workers of one queue, from none to as many as its backlog needs. A worker may receive from
 * its queue; all else it does through the API with its attempts' tokens.
 */
final class WorkerService extends Construct {
  private static final int HEALTHY_MAX_PERCENT = 200;

  final BaseService service;
  private final Options options;
  private final TaskParts parts;
  private final String queueName;
  private final Api api;

  WorkerService(
      Construct scope,
      Options options,
      String queueName,
      Queue queue,
      Api api,
      Cluster cluster,
      SecurityGroup security,
      String capacity) {
    super(scope, "Worker-" + queueName);
    this.options = options;
    this.queueName = queueName;
    this.api = api;
    this.parts = new TaskParts(this, options, api);
    var role = parts.role("Role", "What workers of the queue " + queueName + " may do");
    role.addToPolicy(Rights.receive(List.of(queue), false));
    this.service =
        options.containers().capacity() == Containers.Capacity.EC2
            ? onInstances(cluster, role, capacity)
            : onFargate(cluster, role, capacity, security);
    Backlog.scale(this, options, queue, service);
  }

  /** Has this there before the service, and there until the service is gone. */
  void stopsBefore(IDependable other) {
    service.getNode().addDependency(other);
  }

  /** The name all services of workers begin with; the queue's name follows. */
  static String namePrefix(Options options) {
    return options.name() + "-worker";
  }

  private String name() {
    return namePrefix(options) + "-" + queueName;
  }

  private Containers.Definition size() {
    var all = options.containers();
    return new Containers.Definition(queueName, all.image(), all.cpu(), all.memory(), null);
  }

  private BaseService onFargate(
      Cluster cluster, Role role, String capacity, SecurityGroup security) {
    var task = parts.fargate("Task", "worker-" + queueName, size(), role);
    task.addContainer("worker", parts.container(size(), "Image", environment()));
    return FargateService.Builder.create(this, "Service")
        .serviceName(name())
        .cluster(cluster)
        .taskDefinition(task)
        .assignPublicIp(true)
        .vpcSubnets(SubnetSelection.builder().subnetType(SubnetType.PUBLIC).build())
        .securityGroups(List.of(security))
        .capacityProviderStrategies(strategies(capacity))
        .circuitBreaker(DeploymentCircuitBreaker.builder().rollback(true).build())
        .minHealthyPercent(100)
        .maxHealthyPercent(HEALTHY_MAX_PERCENT)
        .enableEcsManagedTags(true)
        .build();
  }

  /** A task of its own interface would have no public address; the instance has one. */
  private BaseService onInstances(Cluster cluster, Role role, String capacity) {
    var task =
        Ec2TaskDefinition.Builder.create(this, "Task")
            .family(name())
            .networkMode(NetworkMode.BRIDGE)
            .executionRole(parts.executionRole("Task"))
            .taskRole(role)
            .build();
    task.addContainer("worker", parts.container(size(), "Image", environment()));
    var made =
        Ec2Service.Builder.create(this, "Service")
            .serviceName(name())
            .cluster(cluster)
            .taskDefinition(task)
            .capacityProviderStrategies(strategies(capacity))
            .circuitBreaker(DeploymentCircuitBreaker.builder().rollback(true).build())
            .minHealthyPercent(100)
            .maxHealthyPercent(HEALTHY_MAX_PERCENT)
            .enableEcsManagedTags(true)
            .build();
    // The default, which a service on Fargate does not name: a difference would be a replacement.
    if (made.getNode().findChild("Service") instanceof CfnService resource) {
      resource.addPropertyDeletionOverride("SchedulingStrategy");
    }
    return made;
  }

  private static List<CapacityProviderStrategy> strategies(String capacity) {
    return List.of(CapacityProviderStrategy.builder().capacityProvider(capacity).weight(1).build());
  }

  private Map<String, String> environment() {
    var variables = Environment.runner(options, api);
    variables.put("UPDRAFT_QUEUES", queueName);
    variables.put("UPDRAFT_WORKER_ATTEMPTS", Integer.toString(options.containers().attempts()));
    return variables;
  }
}
