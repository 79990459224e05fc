package dev.updraft.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What browsers say of their requests, as the fetch standard has it. */
class SameOriginTest {
  @ParameterizedTest
  @CsvSource({
    "curl,                              ,            ,         ,         ,      true, true",
    "a page of ours asks the API,       ,            same-origin, cors,  empty, true, true",
    "its own origin,                    http://localhost:8080, same-origin, cors, empty, true, true",
    "a page of another local port,      http://localhost:5173, same-site, cors, empty, true, true",
    "the address bar,                   ,            none,     navigate, document, true, true",
    "a script of another site,          https://evil.example, cross-site, cors, empty, false, false",
    "a form of another site,            https://evil.example, cross-site, navigate, document, false, false",
    "a sandboxed page,                  null,        cross-site, no-cors, empty, false, false",
    "an image of another site,          ,            cross-site, no-cors, image, false, false",
    "a script element of another site,  ,            cross-site, no-cors, script, false, false",
    "a frame of another site,           ,            cross-site, navigate, iframe, false, false",
    "a link of another site,            ,            cross-site, navigate, document, true, false",
  })
  void aRequestIsAnsweredIfNoOtherSiteMadeIt(
      String what,
      String origin,
      String site,
      String mode,
      String dest,
      boolean page,
      boolean api) {
    var headers = new Headers();
    headers.add("Host", "localhost:8080");
    add(headers, "Origin", origin);
    add(headers, "Sec-Fetch-Site", site);
    add(headers, "Sec-Fetch-Mode", mode);
    add(headers, "Sec-Fetch-Dest", dest);
    assertThat(SameOrigin.allows("GET", headers, true)).as(what).isEqualTo(page);
    assertThat(SameOrigin.allows("GET", headers, false)).as(what).isEqualTo(api);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:1, true",
    "127.0.0.1, true",
    "[::1]:80, true",
    "evil.example, false",
    ", false"
  })
  void theHostIsThisMachine(String host, boolean allowed) {
    var headers = new Headers();
    add(headers, "Host", host);
    assertThat(SameOrigin.allows("GET", headers, true)).isEqualTo(allowed);
  }

  private static void add(Headers headers, String name, String value) {
    if (value != null) {
      headers.add(name, value);
    }
  }
}
