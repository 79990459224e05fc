package dev.updraft.infra.options;

import java.util.List;

/** Where containers run. */
public sealed interface Network {
  /** Nowhere: no container runs in this deployment. */
  record None() implements Network {}

  /**
   * In a network of their own, with public subnets and no NAT gateway.
   *
   * @param zones the availability zones of its subnets; empty for the first two that the account
   *     has
   */
  record Own(List<String> zones) implements Network {}

  /**
   * In subnets that are there.
   *
   * @param vpcId the network
   * @param zones the subnets' availability zones, in the subnets' order
   * @param subnetIds subnets with a way to the internet for tasks with public addresses
   */
  record Given(String vpcId, List<String> zones, List<String> subnetIds) implements Network {}

  /** A network of one's own has room for so many subnets. */
  int OWN_MAX = 4;

  /** What the context says. */
  static Network of(Context context, boolean needed) {
    var text =
        context.text(
            "vpc", needed ? "new" : "none", "new|none|vpc-[0-9a-f]+", "new, none or vpc-…");
    var subnets = context.list("subnets", List.of(), "subnet-[0-9a-f]+", "subnet-…", 6);
    var zones = context.list("zones", List.of(), "[a-z0-9-]+", "zones such as eu-west-1a", 6);
    if (text.equals("none")) {
      if (needed) {
        throw new OptionException(
            "context key 'vpc' is 'none', but 'executors' names worker or ecs; expected new or a"
                + " network's id");
      }
      return new None();
    }
    if (text.equals("new")) {
      return needed ? new Own(zones(zones, subnets)) : new None();
    }
    if (subnets.isEmpty() || subnets.size() != zones.size()) {
      throw new OptionException(
          "context key 'vpc' is '%s'; expected 'subnets' and 'zones' with it, as many of each"
              .formatted(text));
    }
    return new Given(text, zones, subnets);
  }

  private static List<String> zones(List<String> zones, List<String> subnets) {
    if (!subnets.isEmpty()) {
      throw new OptionException(
          "context key 'subnets' is '%s', but 'vpc' is new; expected 'vpc' to be theirs"
              .formatted(String.join(",", subnets)));
    }
    if (zones.size() > OWN_MAX) {
      throw new OptionException(
          "zones", String.join(",", zones), "at most %d with a new network".formatted(OWN_MAX));
    }
    return zones;
  }
}
