package dev.updraft.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer says to a browser. */
class SecurityHeadersTest {
  private static final String CLOUD_FRONT =
      "../infra-cdk/src/main/java/dev/updraft/infra/SecurityHeaders.java";

  @TempDir private Path ui;
  private final LocalServer server = LocalServer.bind(0);

  @BeforeEach
  void serve() throws IOException {
    Files.writeString(ui.resolve("index.html"), "<p>the UI");
    server.serve(
        (event, _) -> {
          if (event.getRawPath().endsWith("/fails")) {
            throw new IllegalStateException("on purpose");
          }
          return APIGatewayV2HTTPResponse.builder().withStatusCode(200).withBody("{}").build();
        },
        new StaticFiles(ui));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/dags/one", "/index.html", "/%00", "/api/v2/dags", "/api/v2/fails", "/ui/x"})
  void everyAnswerSaysThatItIsNeitherFramedNorSniffed(String target) throws Exception {
    var headers = get(target).headers();
    assertThat(headers.firstValue("x-frame-options")).hasValue("DENY");
    assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(headers.firstValue("referrer-policy")).hasValue("same-origin");
    assertThat(headers.firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'");
  }

  @Test
  void aRefusalSaysSoToo() throws Exception {
    var answer = get("/", "Sec-Fetch-Site", "cross-site");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("x-frame-options")).hasValue("DENY");
  }

  @Test
  void theUisPolicyIsTheOneThatCloudFrontSends() throws Exception {
    var source = Files.readString(Path.of(CLOUD_FRONT));
    var list = Pattern.compile("String\\.join\\(\\s*\"; \",([^;]*)\\);").matcher(source);
    assertThat(list.find()).as("the policy's list in " + CLOUD_FRONT).isTrue();
    var parts = new ArrayList<String>();
    var part = Pattern.compile("\"([^\"]*)\"( \\+ signIn)?").matcher(list.group(1));
    while (part.find()) {
      parts.add(part.group(1) + (part.group(2) == null ? "" : "https://pool.example"));
    }
    assertThat(SecurityHeaders.contentPolicy("https://pool.example"))
        .isEqualTo(String.join("; ", parts));
    assertThat(source)
        .contains(
            "HeadersFrameOption.DENY", "HeadersReferrerPolicy.SAME_ORIGIN", "contentTypeOptions");
  }

  @Test
  void theUiMaySpeakToWhereItSignsIn() throws Exception {
    assertThat(policy()).contains("connect-src 'self'; ");
    var config = ui.resolve("config.json");
    Files.writeString(config, "{\"signIn\":{\"domain\":\"https://pool.example\"}}");
    assertThat(policy()).contains("connect-src 'self' https://pool.example; ");
    Files.writeString(config, "{\"signIn\":{\"domain\":\"https://x; script-src *\"}}");
    assertThat(policy()).contains("connect-src 'self'; ");
    Files.writeString(config, "{");
    assertThat(policy()).contains("connect-src 'self'; ");
  }

  private String policy() throws Exception {
    return get("/").headers().firstValue("content-security-policy").orElse("");
  }

  private HttpResponse<String> get(String target, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + target));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }
}
