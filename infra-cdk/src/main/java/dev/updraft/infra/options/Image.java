package dev.updraft.infra.options;

import java.util.regex.Pattern;

/** Where a container image comes from. */
public sealed interface Image {
  /** Built from this repository's Dockerfile when the stack is deployed, which needs Docker. */
  record Built() implements Image {}

  /**
   * In Amazon's registry, from which it is pulled with rights of the role that pulls.
   *
   * @param account the account's number
   * @param region the registry's region
   * @param repository the repository
   * @param version the tag, or the digest with its {@code sha256:}
   */
  record Ecr(String account, String region, String repository, String version) implements Image {}

  /**
   * In a public registry.
   *
   * @param uri its name there
   */
  record Public(String uri) implements Image {}

  /** Registries of all partitions: their domains differ, and so do those for IPv6. */
  Pattern IN_ECR =
      Pattern.compile(
          "(?<account>\\d{12})\\.dkr[.-]ecr(-fips)?\\.(?<region>[a-z]{2,}(-[a-z]+)+-\\d+)"
              + "\\.(amazonaws\\.com(\\.cn)?|amazonaws\\.eu|c2s\\.ic\\.gov|sc2s\\.sgov\\.gov"
              + "|on\\.aws|on\\.amazonwebservices\\.com\\.cn)"
              + "/(?<repository>[a-z0-9][a-z0-9._/-]*)"
              + "(:(?<tag>[\\w][\\w.-]*)|@(?<digest>sha256:[0-9a-f]{64}))");

  /** What the context may say. */
  String PATTERN = "[A-Za-z0-9][A-Za-z0-9._/:@-]{0,300}";

  /** What to tell who wrote something else. */
  String EXPECTED = "'build' or an image such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/me:1";

  /** What this text, which has the pattern above, says. */
  static Image of(String text) {
    if (text.equals("build")) {
      return new Built();
    }
    var ecr = IN_ECR.matcher(text);
    if (!ecr.matches() && text.matches("\\d{12}\\.dkr[.-]ecr\\b.*")) {
      throw new OptionException(
          "the image '%s' seems to be in ECR; expected a tag or a digest, as in %s:tag"
              .formatted(text, "123456789012.dkr.ecr.eu-west-1.amazonaws.com/me"));
    }
    return ecr.matches()
        ? new Ecr(
            ecr.group("account"),
            ecr.group("region"),
            ecr.group("repository"),
            ecr.group("digest") == null ? ecr.group("tag") : ecr.group("digest"))
        : new Public(text);
  }

  /** Whether this text names an image in Amazon's registry, of any partition. */
  static boolean isInEcr(String text) {
    return IN_ECR.matcher(text).matches();
  }
}
