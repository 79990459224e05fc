package dev.updraft.aws.call;

import dev.updraft.core.port.StoreException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Lambda, as far as it is called: functions are invoked without waiting for them. */
public final class Functions {
  private final SignedCalls calls;

  /** By calls of the service {@code lambda}. */
  public Functions(SignedCalls calls) {
    this.calls = calls;
  }

  /**
   * Has a function invoked soon.
   *
   * @param function its ARN, that of an alias too
   * @param event JSON
   * @throws StoreException if Lambda does not take it
   */
  public void invokeLater(String function, String event) {
    var name = URLEncoder.encode(function, StandardCharsets.UTF_8);
    var answer =
        calls.post(
            "/2015-03-31/functions/" + name + "/invocations",
            Map.of("X-Amz-Invocation-Type", "Event", "Content-Type", "application/json"),
            event);
    if (!answer.ok()) {
      throw new StoreException("cannot invoke %s: %s".formatted(function, answer.message()));
    }
  }

  /**
   * How many executions the account allows at once, less what other functions have reserved.
   *
   * @throws StoreException if Lambda does not say
   */
  public int unreservedConcurrency() {
    var answer = calls.get("/2016-08-19/account-settings/");
    var count = answer.body().at("/AccountLimit/UnreservedConcurrentExecutions");
    if (!answer.ok() || !count.isIntegralNumber()) {
      throw new StoreException("the account's settings of Lambda: " + answer.message());
    }
    return count.asInt();
  }
}
