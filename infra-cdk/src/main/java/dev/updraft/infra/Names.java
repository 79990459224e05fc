package dev.updraft.infra;

import dev.updraft.infra.options.Options;
import software.amazon.awscdk.Aws;

/**
 * Names of what an account has once, whatever the region: they follow the deployment's name and its
 * region. All other names follow the deployment's name alone.
 */
final class Names {
  private Names() {}

  static String global(Options options, String suffix) {
    return "%s-%s-%s".formatted(options.name(), Aws.REGION, suffix);
  }

  static String dashboard(Options options) {
    return "%s-%s".formatted(options.name(), Aws.REGION);
  }
}
