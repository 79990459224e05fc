package dev.updraft.standalone.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What Lambda has less of than a developer's machine. */
final class LambdaLimits {
  private LambdaLimits() {}

  /**
   * A function's URL that answers each so many of the runners' calls as Lambda does when no
   * execution is free.
   */
  static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> throttled(
      int each, RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler) {
    var calls = new AtomicInteger();
    return (event, context) -> {
      boolean runners = event.getRawPath().startsWith("/execution/");
      if (!runners || calls.incrementAndGet() % each != 0) {
        return handler.handleRequest(event, context);
      }
      System.out.println("throttled " + event.getRawPath());
      return APIGatewayV2HTTPResponse.builder()
          .withStatusCode(429)
          .withHeaders(Map.of("Content-Type", "application/json"))
          .withBody(
              "{\"Reason\":\"ConcurrentInvocationLimitExceeded\",\"message\":\"Rate Exceeded.\"}")
          .build();
    };
  }
}
