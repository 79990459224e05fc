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
   * @param tag the tag
   */
  record Ecr(String account, String region, String repository, String tag) implements Image {}

  /**
   * In a public registry.
   *
   * @param uri its name there
   */
  record Public(String uri) implements Image {}

  /** What the context may say. */
  String PATTERN = "[A-Za-z0-9][A-Za-z0-9._/:@-]{0,300}";

  /** What to tell who wrote something else. */
  String EXPECTED = "'build' or an image such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/me:1";

  /** What this text, which has the pattern above, says. */
  static Image of(String text) {
    if (text.equals("build")) {
      return new Built();
    }
    var ecr =
        Pattern.compile("(\\d{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com/([^:@]+):([^:@]+)")
            .matcher(text);
    return ecr.matches()
        ? new Ecr(ecr.group(1), ecr.group(2), ecr.group(3), ecr.group(4))
        : new Public(text);
  }
}
