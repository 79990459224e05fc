package dev.updraft.executor.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.executor.TaskQueueHandler;
import dev.updraft.runner.AttemptRunner;
import dev.updraft.runner.ObjectStore;
import dev.updraft.runner.RunnerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** The function of {@code tasks-lambda}: runs attempts in place. */
public final class Tasks implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final TaskQueueHandler HANDLER = new TaskQueueHandler(runner(System.getenv()));

  private static AttemptRunner runner(Map<String, String> environment) {
    var url = environment.get("UPDRAFT_API_URL");
    if (url == null || url.isBlank()) {
      throw new IllegalStateException("the environment variable UPDRAFT_API_URL is not set");
    }
    var folder = Path.of(System.getProperty("java.io.tmpdir"), "dags");
    return new AttemptRunner(RunnerSettings.of(URI.create(url), folder, ObjectStore.none()));
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return HANDLER.handleRequest(event, context);
  }
}
