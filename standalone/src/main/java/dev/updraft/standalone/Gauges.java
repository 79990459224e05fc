package dev.updraft.standalone;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.updraft.aws.AwsClients;
import java.util.function.UnaryOperator;

/**
 * What is put around a host's clients and its API to count their use.
 *
 * @param clients wraps the clients
 * @param api wraps the API's handler
 */
public record Gauges(
    UnaryOperator<AwsClients> clients,
    UnaryOperator<RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>> api) {
  /** None at all. */
  public static final Gauges NONE = new Gauges(UnaryOperator.identity(), UnaryOperator.identity());
}
