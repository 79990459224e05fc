package dev.updraft.infra;

import dev.updraft.infra.options.Containers;
import dev.updraft.infra.options.Network;
import dev.updraft.infra.options.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

/**
 * What runs in containers: a cluster, a service for each worker queue, and the tasks that attempts
 * of the executor {@code ecs} are. Subnets are public and there is no NAT gateway: a task has a
 * public address for as long as it runs and takes no connection.
 */
final class Workers extends Construct {
  final Cluster cluster;
  final List<String> subnets;
  final SecurityGroup security;

  /** The services, by queue. */
  final Map<String, WorkerService> services = new LinkedHashMap<>();

  /** The tasks of the executor {@code ecs}. */
  final List<FargateTaskDefinition> definitions = new ArrayList<>();

  Workers(Construct scope, Options options, Messaging messaging, Api api) {
    super(scope, "Workers");
    var vpc = network(options.network());
    this.subnets = vpc.getPublicSubnets().stream().map(one -> one.getSubnetId()).toList();
    this.security =
        SecurityGroup.Builder.create(this, "Security")
            .vpc(vpc)
            .description("Workers and attempts call out; nothing calls them")
            .allowAllOutbound(true)
            .build();
    this.cluster =
        Cluster.Builder.create(this, "Cluster")
            .clusterName(options.name())
            .vpc(vpc)
            .enableFargateCapacityProviders(true)
            .containerInsightsV2(ContainerInsights.DISABLED)
            .build();
    var capacity =
        options.containers().capacity() == Containers.Capacity.EC2
                && !options.containers().queues().isEmpty()
            ? Instances.in(this, options, cluster, security)
            : options.containers().capacity() == Containers.Capacity.FARGATE_SPOT
                ? "FARGATE_SPOT"
                : "FARGATE";
    messaging.workers.forEach((name, queue) ->
        services.put(
            name, new WorkerService(this, options, name, queue, api, cluster, security, capacity)));
    for (var subnet : vpc.getPublicSubnets()) {
      // A gateway with public addresses behind it cannot be detached.
      services
          .values()
          .forEach(one -> one.stopsBefore(subnet.getInternetConnectivityEstablished()));
    }
    Aspects.of(this).add(new StoppedFirst(services.values()));
    var shared = new TaskParts(this, options, api);
    for (var definition : options.containers().definitions()) {
      definitions.add(shared.attempt(definition));
    }
  }

  private static Vpc.Builder zones(Vpc.Builder network, List<String> zones) {
    return zones.isEmpty() ? network.maxAzs(2) : network.availabilityZones(zones);
  }

  private IVpc network(Network network) {
    return switch (network) {
      case Network.Given given ->
          Vpc.fromVpcAttributes(
              this,
              "Network",
              VpcAttributes.builder()
                  .vpcId(given.vpcId())
                  .availabilityZones(given.zones())
                  .publicSubnetIds(given.subnetIds())
                  .build());
      case Network.Own own ->
          zones(
                  Vpc.Builder.create(this, "Network").ipAddresses(IpAddresses.cidr("10.37.0.0/20")),
                  own.zones())
              .natGateways(0)
              .restrictDefaultSecurityGroup(false)
              .subnetConfiguration(
                  List.of(
                      SubnetConfiguration.builder()
                          .name("public")
                          .subnetType(SubnetType.PUBLIC)
                          .cidrMask(22)
                          .build()))
              .build();
      case Network.None _ -> throw new IllegalStateException("containers without a network");
    };
  }
}
