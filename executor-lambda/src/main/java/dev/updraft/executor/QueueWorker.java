package dev.updraft.executor;

import dev.updraft.runner.AttemptRunner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A worker: takes attempts from its queues, a limited number at once, until it is drained. What a
 * drained worker cannot finish it hands back (docs/adr/0034).
 */
public final class QueueWorker {
  private static final System.Logger LOG = System.getLogger(QueueWorker.class.getName());

  private final AttemptRunner runner;
  private final int attempts;
  private final Semaphore places;
  private final List<TaskSource> sources;

  private QueueWorker(SqsClient sqs, List<String> queueUrls, AttemptRunner runner, int attempts) {
    this.runner = runner;
    this.attempts = attempts;
    this.places = new Semaphore(attempts);
    var messages = new AttemptsHere(runner).messages();
    this.sources =
        queueUrls.stream().map(url -> TaskSource.start(sqs, url, messages, places)).toList();
  }

  /**
   * Starts taking attempts.
   *
   * @param attempts how many run at once, from all queues together
   */
  public static QueueWorker start(
      SqsClient sqs, List<String> queueUrls, AttemptRunner runner, int attempts) {
    return new QueueWorker(sqs, queueUrls, runner, attempts);
  }

  /**
   * Takes no attempt any more, waits for those that run, and hands back those that do not end in
   * time.
   *
   * @param grace how long attempts may go on
   * @param handBack how long their processes and reports may take then
   * @return whether nothing is left
   */
  public boolean drain(Duration grace, Duration handBack) throws InterruptedException {
    sources.forEach(TaskSource::drain);
    LOG.log(System.Logger.Level.INFO, "takes no attempts any more; those that run go on");
    boolean empty = isEmptyWithin(grace);
    if (!empty) {
      LOG.log(System.Logger.Level.WARNING, "hands back what has not ended within " + grace);
      runner.handBack();
      empty = isEmptyWithin(handBack);
    }
    sources.forEach(TaskSource::close);
    runner.close();
    LOG.log(
        System.Logger.Level.INFO,
        empty ? "nothing is left" : "some attempts were left; their messages come again");
    return empty;
  }

  private boolean isEmptyWithin(Duration time) throws InterruptedException {
    return places.tryAcquire(attempts, time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
