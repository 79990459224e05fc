package dev.updraft.aws;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why the SDK found no credentials: it asks one provider after another and tells of each. */
final class NoCredentials {
  private static final Pattern WEB_IDENTITY =
      Pattern.compile("WebIdentityTokenFileCredentialsProvider\\(\\): (.*?), ProfileCredentials");
  private static final Pattern PROFILE =
      Pattern.compile(".*\\): (.*?), ContainerCredentialsProvider\\(\\): ", Pattern.DOTALL);

  private NoCredentials() {}

  /** Whether a message, in lower case, is of missing credentials. */
  static boolean isReason(String words) {
    return words.contains("credentials")
        || words.contains("profile")
        || words.contains("token is expired")
        || words.contains("sso session");
  }

  /** What to do. */
  static String explain(String message) {
    var words = message.toLowerCase(Locale.ROOT);
    if (words.contains("token is expired") || words.contains("the sso session")) {
      return "the sign-in has expired; run `aws sso login`";
    }
    var reasons =
        message.contains("any of the providers")
            ? Stream.of(WEB_IDENTITY, PROFILE)
                .map(pattern -> reason(pattern, message))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "))
            : message;
    return reasons.isEmpty()
        ? "there are no AWS credentials; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
            + " AWS_SECRET_ACCESS_KEY, or sign in with `aws sso login`"
        : "there are no AWS credentials: %s; check AWS_PROFILE and AWS's configuration files"
            .formatted(reasons);
  }

  /** What a provider said, unless it only said that nobody has set it up. */
  private static Optional<String> reason(Pattern provider, String message) {
    var matcher = provider.matcher(message);
    if (!matcher.find()) {
      return Optional.empty();
    }
    var said = matcher.group(1).split(": ProfileFile\\(", 2)[0];
    boolean unused =
        said.startsWith("Either the environment variable")
            || said.equals("Profile file contained no credentials for profile 'default'");
    return unused ? Optional.empty() : Optional.of(said);
  }
}
