package dev.updraft.infra;

import dev.updraft.infra.options.Options;
import java.util.List;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.ec2.BlockDevice;
import software.amazon.awscdk.services.ec2.BlockDeviceVolume;
import software.amazon.awscdk.services.ec2.EbsDeviceOptions;
import software.amazon.awscdk.services.ec2.EbsDeviceVolumeType;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.UserData;
import software.amazon.awscdk.services.ecs.AddAutoScalingGroupCapacityOptions;
import software.amazon.awscdk.services.ecs.AmiHardwareType;
import software.amazon.awscdk.services.ecs.AsgCapacityProvider;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** Instances for workers, which ECS starts and stops as workers come and go, down to none. */
final class Instances {
  private static final int DISK_GIB = 30;

  private Instances() {}

  /** Adds them to the cluster; answers the name of the capacity they are. */
  static String in(Construct scope, Options options, Cluster cluster, SecurityGroup security) {
    var role =
        Role.Builder.create(scope, "InstanceRole")
            .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
            .description("What an instance's ECS agent may do")
            .build();
    var template =
        LaunchTemplate.Builder.create(scope, "Instance")
            .instanceType(new InstanceType(options.containers().instance()))
            .machineImage(EcsOptimizedImage.amazonLinux2023(hardware(options)))
            .requireImdsv2(true)
            .role(role)
            .securityGroup(security)
            .associatePublicIpAddress(true)
            .userData(UserData.forLinux())
            .blockDevices(
                List.of(
                    BlockDevice.builder()
                        .deviceName("/dev/xvda")
                        .volume(
                            BlockDeviceVolume.ebs(
                                DISK_GIB,
                                EbsDeviceOptions.builder()
                                    .encrypted(true)
                                    .volumeType(EbsDeviceVolumeType.GP3)
                                    .build()))
                        .build()))
            .build();
    var group =
        AutoScalingGroup.Builder.create(scope, "Instances")
            .vpc(cluster.getVpc())
            .vpcSubnets(SubnetSelection.builder().subnetType(SubnetType.PUBLIC).build())
            .launchTemplate(template)
            .minCapacity(0)
            .maxCapacity(options.containers().max())
            .newInstancesProtectedFromScaleIn(true)
            .build();
    for (var subnet : cluster.getVpc().getPublicSubnets()) {
      group.getNode().addDependency(subnet.getInternetConnectivityEstablished());
    }
    var provider =
        AsgCapacityProvider.Builder.create(scope, "Capacity")
            .capacityProviderName("instances-" + options.name())
            .autoScalingGroup(group)
            .enableManagedScaling(true)
            .enableManagedDraining(true)
            .enableManagedTerminationProtection(true)
            .instanceWarmupPeriod(60)
            .build();
    cluster.addAsgCapacityProvider(provider, AddAutoScalingGroupCapacityOptions.builder().build());
    return provider.getCapacityProviderName();
  }

  private static AmiHardwareType hardware(Options options) {
    return switch (options.containers().architecture()) {
      case ARM64 -> AmiHardwareType.ARM;
      case X86_64 -> AmiHardwareType.STANDARD;
    };
  }
}
