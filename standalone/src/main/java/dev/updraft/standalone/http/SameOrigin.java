package dev.updraft.standalone.http;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may speak to a port that asks for no sign-in: programs of this machine, and pages that came
 * from it. A page of another site can make a browser send requests here; its origin, the host name
 * it made up for this address, or what the browser says of the request gives it away. The last is
 * all there is where a page asks for an image or a script: such a GET names no origin.
 */
final class SameOrigin {
  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  /** What a browser says of a request that a page of another site made. */
  private static final String CROSS_SITE = "cross-site";

  private SameOrigin() {}

  /**
   * Whether a request may be answered.
   *
   * @param page whether it asks for one of the UI's pages, which links of other sites may lead to
   */
  static boolean allows(String method, Headers headers, boolean page) {
    return isLocal(headers.getFirst("Host"))
        && (headers.getFirst("Origin") == null || isLocalOrigin(headers.getFirst("Origin")))
        && (!CROSS_SITE.equals(headers.getFirst("Sec-Fetch-Site"))
            || (page && isFollowedLink(method, headers)));
  }

  /** A link that opens the page in a window of its own, not in a frame. */
  private static boolean isFollowedLink(String method, Headers headers) {
    return method.equals("GET")
        && "navigate".equals(headers.getFirst("Sec-Fetch-Mode"))
        && "document".equals(headers.getFirst("Sec-Fetch-Dest"));
  }

  private static boolean isLocalOrigin(String origin) {
    try {
      return isLocal(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException _) {
      // What is no URI is no origin of ours.
      return false;
    }
  }

  private static boolean isLocal(@Nullable String authority) {
    if (authority == null) {
      return false;
    }
    int colon = authority.lastIndexOf(':');
    var host = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    return HOSTS.contains(host);
  }
}
