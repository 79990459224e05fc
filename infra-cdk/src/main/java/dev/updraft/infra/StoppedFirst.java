package dev.updraft.infra;

import java.util.Collection;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.services.ecs.CfnClusterCapacityProviderAssociations;
import software.constructs.IConstruct;

/**
 * Lets services stop before their cluster loses its capacity: ECS refuses to take away what a
 * service still uses, and the CDK makes the association last of all, when no service can name it.
 */
final class StoppedFirst implements IAspect {
  private final Collection<WorkerService> services;

  StoppedFirst(Collection<WorkerService> services) {
    this.services = services;
  }

  @Override
  public void visit(IConstruct node) {
    if (node instanceof CfnClusterCapacityProviderAssociations association) {
      services.forEach(service -> service.stopsBefore(association));
    }
  }
}
