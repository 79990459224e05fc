package dev.updraft.api.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.updraft.api.ApiHandler;
import dev.updraft.api.Backend;
import dev.updraft.api.signin.SignIn;
import dev.updraft.aws.Deployed;
import dev.updraft.aws.Primed;

/** The function behind the API's URL. */
public final class Api implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final ApiHandler HANDLER;

  // Resources are held weakly: without this field it would be forgotten.
  @SuppressWarnings("unused")
  private static final Primed PRIMED;

  static {
    var deployed = Deployed.fromEnvironment();
    var gate = SignIn.from(deployed.environment(), Deployed.CLOCK);
    var api =
        new dev.updraft.api.Api(
            Backend.over(deployed.ports()), deployed.tickets(), Deployed.CLOCK, gate);
    HANDLER = new ApiHandler(api);
    PRIMED = Primed.by(() -> Priming.with(deployed, gate));
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return HANDLER.handleRequest(event, context);
  }
}
