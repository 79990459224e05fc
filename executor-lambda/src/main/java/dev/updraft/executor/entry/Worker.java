package dev.updraft.executor.entry;

import dev.updraft.aws.AwsClients;
import dev.updraft.aws.AwsNames;
import dev.updraft.aws.sqs.SqsQueues;
import dev.updraft.core.dag.Executors;
import dev.updraft.core.port.TaskQueues;
import dev.updraft.executor.QueueWorker;
import dev.updraft.runner.AttemptRunner;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The program of a worker on ECS, EC2 or any other machine: runs the attempts of the worker queues
 * in {@code UPDRAFT_QUEUES}, {@code UPDRAFT_WORKER_ATTEMPTS} at once. SIGTERM drains it: what has
 * not ended after {@code UPDRAFT_WORKER_STOP_GRACE} seconds is handed back.
 */
public final class Worker {
  private Worker() {}

  /** Works until it is asked to stop. */
  public static void main(String[] args) throws InterruptedException {
    var variables = Variables.here();
    var grace = variables.stopGrace();
    var names = AwsNames.fromEnvironment();
    var sqs = SqsClient.builder().httpClient(AwsClients.patientHttp()).build();
    var queues = new SqsQueues(sqs);
    var urls =
        variables.queues().stream()
            .map(
                queue -> queues.url(names.taskQueue(TaskQueues.queueName(Executors.WORKER, queue))))
            .toList();
    var runner = new AttemptRunner(variables.runner());
    var worker = QueueWorker.start(sqs, urls, runner, variables.attempts());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(worker, grace), "drain"));
    System.getLogger(Worker.class.getName())
        .log(
            System.Logger.Level.INFO,
            "works off {0}, {1} attempts at once",
            variables.queues(),
            variables.attempts());
    new CountDownLatch(1).await();
  }

  private static void drain(QueueWorker worker, Duration grace) {
    try {
      var _ = worker.drain(grace, AttemptRunner.HAND_BACK_WITHIN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
