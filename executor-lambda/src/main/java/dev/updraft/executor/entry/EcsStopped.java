package dev.updraft.executor.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.updraft.core.wire.Json;
import dev.updraft.executor.EcsEvents;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The function of ECS's events of stopped tasks. */
public final class EcsStopped implements RequestStreamHandler {
  private static final EcsEvents EVENTS = new EcsEvents(Rows.ENDS);

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    boolean lost = EVENTS.stopped(Json.MAPPER.readTree(input));
    output.write(Boolean.toString(lost).getBytes(StandardCharsets.UTF_8));
  }
}
