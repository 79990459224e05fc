package dev.updraft.executor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.wire.Json;
import dev.updraft.runner.AttemptRunner;
import dev.updraft.runner.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lambda's handler of a queue of attempts: each is run to its end. A message whose attempt could
 * not be reported comes again, and its claim tells then what became of the attempt.
 */
public final class TaskQueueHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final System.Logger LOG = System.getLogger(TaskQueueHandler.class.getName());

  private final AttemptRunner runner;

  /** With what runs attempts. */
  public TaskQueueHandler(AttemptRunner runner) {
    this.runner = runner;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    var records = event.getRecords();
    if (records.size() == 1) {
      return new SQSBatchResponse(isDone(records.getFirst()) ? List.of() : failure(records));
    }
    var failures = new ArrayList<BatchItemFailure>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var runs = new ArrayList<Future<Boolean>>();
      for (var record : records) {
        Callable<Boolean> run = () -> isDone(record);
        runs.add(threads.submit(run));
      }
      for (int i = 0; i < records.size(); i++) {
        if (!get(runs.get(i))) {
          failures.addAll(failure(List.of(records.get(i))));
        }
      }
    }
    return new SQSBatchResponse(failures);
  }

  private static boolean get(Future<Boolean> run) {
    try {
      return run.get();
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.ERROR, "an attempt could not be run; it comes again", e);
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static List<BatchItemFailure> failure(List<SQSEvent.SQSMessage> records) {
    return records.stream().map(record -> new BatchItemFailure(record.getMessageId())).toList();
  }

  private boolean isDone(SQSEvent.SQSMessage record) {
    LaunchMessage message;
    try {
      message = Json.read(record.getBody(), LaunchMessage.class);
    } catch (IllegalArgumentException e) {
      LOG.log(System.Logger.Level.ERROR, "message " + record.getMessageId() + " is no attempt", e);
      return false;
    }
    return switch (runner.run(message)) {
      case Ending.Reported _, Ending.Stopped _, Ending.NotClaimed _ -> true;
      case Ending.Unreported _ -> false;
    };
  }
}
