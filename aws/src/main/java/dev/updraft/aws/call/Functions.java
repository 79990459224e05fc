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
}
