package dev.updraft.executor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.updraft.runner.AttemptRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lambda's handler of a queue of attempts: each is run to its end, or stopped shortly before Lambda
 * would end the function. A message whose attempt could not be reported comes again, and its claim
 * tells then what became of the attempt.
 */
public final class TaskQueueHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final System.Logger LOG = System.getLogger(TaskQueueHandler.class.getName());

  /** What is left of a function's time for stopping a task's processes and reporting its end. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final LaunchMessages messages;

  /** With what runs attempts. */
  public TaskQueueHandler(AttemptRunner runner) {
    this(new LaunchMessages(runner));
  }

  TaskQueueHandler(LaunchMessages messages) {
    this.messages = messages;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    var records = event.getRecords();
    var left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(MARGIN);
    var failures = new ArrayList<BatchItemFailure>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var runs = new ArrayList<Future<Boolean>>();
      for (var record : records) {
        Callable<Boolean> run =
            () -> messages.isDone(record.getMessageId(), record.getBody(), left);
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
}
