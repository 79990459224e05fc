package dev.updraft.standalone.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events and answers as Lambda writes them, from and to the classes of its Java library. */
final class LambdaJson {
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

  private static String call(APIGatewayV2HTTPEvent event) {
    var http = event.getRequestContext().getHttp();
    var call = new LinkedHashMap<String, Object>();
    call.put("version", "2.0");
    call.put("routeKey", "$default");
    call.put("rawPath", event.getRawPath());
    call.put("rawQueryString", event.getRawQueryString());
    call.put("headers", event.getHeaders());
    call.put(
        "requestContext",
        Map.of(
            "http",
            Map.of("method", http.getMethod(), "path", http.getPath(), "protocol", "HTTP/1.1")));
    call.put("body", event.getBody());
    call.put("isBase64Encoded", event.getIsBase64Encoded());
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
