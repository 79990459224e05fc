package dev.updraft.infra.options;

import org.jspecify.annotations.Nullable;

/**
 * The UI's place.
 *
 * @param domain its own domain, null for CloudFront's
 * @param deployed whether the UI's files are uploaded with the stack
 */
public record Site(@Nullable Domain domain, boolean deployed) {
  /**
   * A domain of one's own.
   *
   * @param name its name
   * @param certificate the ARN of its certificate in us-east-1
   */
  public record Domain(String name, String certificate) {}

  private enum Ui {
    DEPLOY,
    NONE
  }

  static Site of(Context context) {
    var domain =
        context.textOrNull(
            "domain",
            "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}",
            "a domain such as flows.example.org");
    var certificate =
        context.textOrNull(
            "certificate",
            "arn:aws[a-z-]*:acm:us-east-1:\\d{12}:certificate/[0-9a-f-]+",
            "the ARN of a certificate in us-east-1");
    if ((domain == null) != (certificate == null)) {
      throw new OptionException(
          "context key '%s' is missing; expected 'domain' and 'certificate' together"
              .formatted(domain == null ? "domain" : "certificate"));
    }
    var own = domain == null || certificate == null ? null : new Domain(domain, certificate);
    return new Site(own, context.choice("ui", Ui.DEPLOY) == Ui.DEPLOY);
  }
}
