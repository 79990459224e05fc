package dev.updraft.scheduler.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.aws.Deployed;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The function of the DAG bucket's events, as EventBridge passes them on ({@code Object Created},
 * {@code Object Deleted}). They may come late and out of order: what counts is what the bucket
 * holds now.
 */
public final class DagFiles implements RequestStreamHandler {
  private final Deployment deployment = Deployment.plain(Priming.DAG_FILES);
  private final dev.updraft.scheduler.DagFiles files = deployment.scheduler().dagFiles();
  private final String prefix = Deployed.dagPrefix(System.getenv());

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var key = key(Json.MAPPER.readTree(input));
    if (key.startsWith(prefix)) {
      files.changed(key.substring(prefix.length()));
    }
    output.write("null".getBytes(StandardCharsets.UTF_8));
  }

  private static String key(JsonNode event) {
    var key = event.at("/detail/object/key");
    if (!key.isTextual()) {
      throw new IllegalArgumentException("the event has no detail.object.key");
    }
    return key.textValue();
  }
}
