package dev.updraft.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.Stack;

/** Every rule of cdk-nag's AwsSolutions that is not kept, and why. */
final class Suppressions {
  private Suppressions() {}

  static void apply(Stack stack) {
    NagSuppressions.addStackSuppressions(stack, List.of());
  }

  static NagPackSuppression because(String id, String reason) {
    return NagPackSuppression.builder().id("AwsSolutions-" + id).reason(reason).build();
  }
}
