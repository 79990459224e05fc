package dev.updraft.standalone.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events and answers as Lambda writes them, from and to the classes of its Java library. */
final class LambdaJson {
  /** A tick as EventBridge Scheduler sends it: its detail is text. */
  static final String TICK =
      """
      {"version": "0", "id": "49672d39-8c3a-4cc6-8de5-c57b0acf718f",
       "detail-type": "Scheduled Event", "source": "aws.scheduler", "account": "123456789012",
       "time": "2026-11-21T12:00:00Z", "region": "us-east-1",
       "resources": ["arn:aws:scheduler:us-east-1:123456789012:schedule/default/updraft-clock"],
       "detail": "{}"}
      """;

  private LambdaJson() {}

  /** A function as the handler of a queue. */
  static RequestHandler<SQSEvent, SQSBatchResponse> queue(LocalFunction function) {
    return (event, _) -> batch(function.invoke(records(event)));
  }

  /** A function as the handler of the events that are the messages of a queue. */
  static RequestHandler<SQSEvent, SQSBatchResponse> events(LocalFunction function) {
    return (event, _) -> {
      event.getRecords().forEach(record -> function.invoke(record.getBody()));
      return new SQSBatchResponse(List.of());
    };
  }

  /** A function as the handler of HTTP calls. */
  static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> http(
      LocalFunction function) {
    return (event, _) -> response(function.invoke(call(event)));
  }

  private static String records(SQSEvent event) {
    var records =
        event.getRecords().stream()
            .map(record ->
                Map.of(
                    "messageId", record.getMessageId(),
                    "receiptHandle", record.getReceiptHandle(),
                    "body", record.getBody(),
                    "attributes", record.getAttributes(),
                    "messageAttributes", Map.of(),
                    "eventSource", "aws:sqs",
                    "awsRegion", "us-east-1"))
            .toList();
    return Json.write(Map.of("Records", records));
  }

  private static SQSBatchResponse batch(String json) {
    var failures = new ArrayList<SQSBatchResponse.BatchItemFailure>();
    for (var failure : Json.read(json, JsonNode.class).path("batchItemFailures")) {
      failures.add(new SQSBatchResponse.BatchItemFailure(failure.path("itemIdentifier").asText()));
    }
    return new SQSBatchResponse(List.copyOf(failures));
  }

  /**
   * A call as a function URL hands it on: a body that is neither JSON nor text is in base 64, in
   * which the local server has all of them.
   */
  private static String call(APIGatewayV2HTTPEvent event) {
    var http = event.getRequestContext().getHttp();
    var type = event.getHeaders().getOrDefault("content-type", "application/json");
    boolean plain = type.startsWith("application/json") || type.startsWith("text/");
    var body = event.getBody();
    var call = new LinkedHashMap<String, Object>();
    call.put("version", "2.0");
    call.put("routeKey", "$default");
    call.put("rawPath", event.getRawPath());
    call.put("rawQueryString", event.getRawQueryString());
    call.put("headers", event.getHeaders());
    call.put(
        "requestContext",
        Map.of(
            "accountId", "anonymous",
            "apiId", "abcdefghij",
            "domainName", "abcdefghij.lambda-url.us-east-1.on.aws",
            "domainPrefix", "abcdefghij",
            "requestId", "4b1b3a3e-1c5e-4c43-8b7e-6a0d6e6a7c11",
            "routeKey", "$default",
            "stage", "$default",
            "time", "21/Nov/2026:12:00:00 +0000",
            "timeEpoch", 1_795_262_400_000L,
            "http",
                Map.of(
                    "method", http.getMethod(), "path", http.getPath(), "protocol", "HTTP/1.1")));
    if (body != null) {
      var decoded = new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
      call.put("body", plain ? decoded : body);
    }
    call.put("isBase64Encoded", body != null && !plain);
    return Json.write(call);
  }

  private static APIGatewayV2HTTPResponse response(String json) {
    var answer = Json.read(json, JsonNode.class);
    var headers = new LinkedHashMap<String, String>();
    answer
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(answer.path("statusCode").asInt())
        .withHeaders(headers)
        .withBody(answer.path("body").asText(""))
        .withIsBase64Encoded(answer.path("isBase64Encoded").asBoolean())
        .build();
  }
}
