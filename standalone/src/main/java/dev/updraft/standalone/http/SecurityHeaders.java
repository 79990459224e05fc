package dev.updraft.standalone.http;

import com.sun.net.httpserver.Headers;

/**
 * The headers that keep a browser from doing with the UI what the UI does not do: those that
 * CloudFront sends with it in AWS, held to its list by a test. What is said of HTTPS is left out:
 * there is none on this address.
 */
final class SecurityHeaders {
  /** What answers that are no page may do in a browser. */
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  private SecurityHeaders() {}

  /** Sets those of an answer that is no page. */
  static void set(Headers headers) {
    headers.set("Content-Security-Policy", NOTHING);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "same-origin");
  }

  /**
   * Sets those of the UI's files.
   *
   * @param signIn where the UI signs people in, empty if nowhere
   */
  static void setForUi(Headers headers, String signIn) {
    set(headers);
    headers.set("Content-Security-Policy", contentPolicy(signIn));
  }

  static String contentPolicy(String signIn) {
    var policy =
        String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self' " + signIn,
            "form-action 'self' " + signIn,
            "base-uri 'none'",
            "frame-ancestors 'none'");
    return signIn.isEmpty() ? policy.replace(" ;", ";") : policy;
  }
}
