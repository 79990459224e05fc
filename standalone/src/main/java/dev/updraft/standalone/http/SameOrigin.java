package dev.updraft.standalone.http;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may speak to a port that asks for no sign-in: programs of this machine, and pages that came
 * from it. A page of another site can make a browser send requests here; its origin, or the host
 * name it made up for this address, gives it away.
 */
final class SameOrigin {
  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  private SameOrigin() {}

  static boolean allows(Headers headers) {
    return isLocal(headers.getFirst("Host"))
        && (headers.getFirst("Origin") == null || isLocalOrigin(headers.getFirst("Origin")));
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
