package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiHandlerTest {
  private final ApiWorld world = new ApiWorld();
  private final ApiHandler handler = new ApiHandler(world.api());

  @Test
  void anEncodedBodyIsReadAndTheCorrelationIdIsEchoed() {
    var event =
        event(
            "POST",
            "/api/v2/variables",
            Map.of("Correlation-Id", "c-1", "Content-Type", "application/json"));
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

  @ParameterizedTest
  @ValueSource(strings = {"http-api-event.json", "function-url-event.json"})
  void anIdWithASignOfEveryKindIsFoundWhateverCarriesTheCall(String name) throws IOException {
    var dag = SampleDags.orders();
    world.publish(dag);
    world.run(
        dag,
        "manual__2026-01-01T00:00:00+00:00",
        "queued#1",
        "none#0",
        "none#0",
        "none#0",
        "none#0");

    var response = handler.handleRequest(sample(name), null);

    assertThat(response.getStatusCode()).describedAs(response.getBody()).isEqualTo(200);
    assertThat(response.getBody()).contains("\"total_entries\":5");
  }

  @ParameterizedTest
  @CsvSource({
    "http-api-event.json, /api/v2/variables/50%25/ü",
    "function-url-event.json, /api/v2/variables/50%2525%2F%C3%BC",
    "function-url-event.json, /api/v2/variables/50%2525/%c3%bc",
  })
  void aPercentSignInAnIdIsDecodedOnce(String name, String rawPath) throws IOException {
    world.call("POST", "/api/v2/variables", "{\"key\":\"50%25/ü\",\"value\":\"found\"}");
    var event = sample(name);
    event.setRawPath(rawPath);
    event.setRawQueryString("");

    assertThat(handler.handleRequest(event, null).getBody()).contains("\"value\":\"found\"");
  }

  @Test
  void aQueryThatIsNotEncodedWellIsTakenAsItIs() {
    var event = event("GET", "/api/v2/dags", Map.of());
    event.setRawQueryString("dag_id_pattern=100%&limit=1&x=%zz");

    assertThat(handler.handleRequest(event, null).getStatusCode()).isEqualTo(200);
  }

  private static APIGatewayV2HTTPEvent sample(String name) throws IOException {
    try (var in = Objects.requireNonNull(ApiHandlerTest.class.getResourceAsStream(name))) {
      return new JsonMapper().readValue(in, APIGatewayV2HTTPEvent.class);
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
