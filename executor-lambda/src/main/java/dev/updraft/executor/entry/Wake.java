package dev.updraft.executor.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.updraft.aws.Primed;
import dev.updraft.core.wire.Json;
import dev.updraft.executor.WorkerServices;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The function that starts a worker where there is none: {@code {"queue": "default"}}. */
public final class Wake implements RequestStreamHandler {
  private static final WorkerServices SERVICES;

  // Resources are held weakly: without this field it would be forgotten.
  @SuppressWarnings("unused")
  private static final Primed PRIMED;

  static {
    var variables = Variables.here();
    var queues = variables.queues();
    SERVICES = new WorkerServices(variables.ecs(), variables.workerService(), queues);
    PRIMED = Primed.by(() -> SERVICES.isAsleep(queues.getFirst()));
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var queue = Json.MAPPER.readTree(input).path("queue");
    if (!queue.isTextual()) {
      throw new IllegalArgumentException("the event has no queue, expected {\"queue\": \"…\"}");
    }
    boolean woken = SERVICES.wake(queue.asText());
    output.write(Boolean.toString(woken).getBytes(StandardCharsets.UTF_8));
  }
}
