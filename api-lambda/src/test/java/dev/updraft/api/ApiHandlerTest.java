package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ApiHandlerTest {
  private final ApiWorld world = new ApiWorld();
  private final ApiHandler handler = new ApiHandler(world.api());

  @Test
  void anEncodedBodyIsReadAndTheCorrelationIdIsEchoed() {
    var event = event("POST", "/api/v2/variables", Map.of("Correlation-Id", "c-1"));
    event.setBody(
        Base64.getEncoder()
            .encodeToString("{\"key\":\"k\",\"value\":\"ü\"}".getBytes(StandardCharsets.UTF_8)));
    event.setIsBase64Encoded(true);

    var response = handler.handleRequest(event, null);

    assertThat(response.getStatusCode()).isEqualTo(201);
    assertThat(response.getHeaders()).containsEntry("correlation-id", "c-1");
    assertThat(response.getBody()).contains("\"value\":\"ü\"");
  }

  @Test
  void largeAnswersAreCompressedForThoseWhoAccept() throws IOException {
    for (int i = 0; i < 60; i++) {
      world.publish(SampleDags.small("small_" + i));
    }
    var plain = handler.handleRequest(event("GET", "/api/v2/dags", Map.of()), null);
    var packed =
        handler.handleRequest(
            event("GET", "/api/v2/dags", Map.of("accept-encoding", "br, gzip")), null);

    assertThat(plain.getIsBase64Encoded()).isFalse();
    assertThat(packed.getHeaders()).containsEntry("content-encoding", "gzip");
    var bytes = Base64.getDecoder().decode(packed.getBody());
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      assertThat(new String(gzip.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(plain.getBody());
    }
  }

  private static APIGatewayV2HTTPEvent event(
      String method, String path, Map<String, String> headers) {
    var http = APIGatewayV2HTTPEvent.RequestContext.Http.builder().withMethod(method).build();
    return APIGatewayV2HTTPEvent.builder()
        .withRawPath(path)
        .withRawQueryString("")
        .withHeaders(headers)
        .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder().withHttp(http).build())
        .build();
  }
}
