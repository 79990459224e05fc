package dev.updraft.infra;

import dev.updraft.infra.options.Options;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.constructs.Construct;

/**
 * What stays when the stack goes. A resource that a failed deployment has just made goes all the
 * same, so that the next deployment finds its name free; and for the same reason nothing is
 * protected from deletion before the stack's parameter says so, which is set once the stack stands
 * (decision 49).
 */
final class Kept {
  /** The parameter's name; its value stays from one deployment to the next. */
  static final String PARAMETER = "Protection";

  /** What becomes of data when it is removed from the stack, or the stack itself is. */
  final RemovalPolicy removal;

  private final @Nullable CfnCondition isProtected;

  Kept(Construct scope, Options options) {
    boolean kept = options.removal() == Options.Removal.RETAIN;
    this.removal = kept ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
    this.isProtected = kept ? condition(scope) : null;
  }

  private static CfnCondition condition(Construct scope) {
    var parameter =
        CfnParameter.Builder.create(scope, PARAMETER)
            .description(
                "Whether tables and users are protected from deletion; on once the stack stands")
            .allowedValues(List.of("off", "on"))
            .defaultValue("off")
            .build();
    return CfnCondition.Builder.create(scope, "IsProtected")
        .expression(Fn.conditionEquals(parameter.getValueAsString(), "on"))
        .build();
  }

  /** {@code on}, {@code off}, or {@code none} where nothing is to be kept. */
  String state() {
    return isProtected == null
        ? "none"
        : Fn.conditionIf(isProtected.getLogicalId(), "on", "off").toString();
  }

  /** Lets the parameter protect a resource, by its property of this name and with these values. */
  void protect(CfnResource resource, String property, Object on, Object off) {
    resource.addPropertyOverride(
        property, isProtected == null ? off : Fn.conditionIf(isProtected.getLogicalId(), on, off));
  }
}
