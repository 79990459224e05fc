package dev.updraft.aws;

import dev.updraft.aws.dynamo.DynamoAttempts;
import dev.updraft.aws.dynamo.DynamoCatalog;
import dev.updraft.aws.dynamo.DynamoLogs;
import dev.updraft.aws.dynamo.DynamoPools;
import dev.updraft.aws.dynamo.DynamoRuns;
import dev.updraft.aws.dynamo.DynamoStates;
import dev.updraft.aws.dynamo.DynamoTimers;
import dev.updraft.aws.dynamo.DynamoVariables;
import dev.updraft.aws.dynamo.DynamoXComs;
import dev.updraft.aws.dynamo.Retention;
import dev.updraft.aws.dynamo.Table;
import dev.updraft.aws.s3.S3Blobs;
import dev.updraft.aws.sqs.SqsErrands;
import dev.updraft.aws.sqs.SqsInbox;
import dev.updraft.aws.sqs.SqsQueues;
import dev.updraft.aws.sqs.SqsTaskQueues;
import dev.updraft.core.port.AttemptStore;
import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.Errands;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.LogStore;
import dev.updraft.core.port.Pools;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.RunStore;
import dev.updraft.core.port.StateStore;
import dev.updraft.core.port.TaskQueues;
import dev.updraft.core.port.Timers;
import dev.updraft.core.port.Variables;
import dev.updraft.core.port.XComStore;
import java.time.InstantSource;

/**
 * One of each port, on AWS.
 *
 * @param clients the clients they use
 * @param names the names of tables, queues and bucket
 * @param states the aggregates' states
 * @param attempts the attempts' rows
 * @param runs the runs' rows
 * @param catalog the DAGs
 * @param xcoms the XComs
 * @param logs the logs
 * @param timers the timers
 * @param inbox the aggregates' inboxes
 * @param errands what the clock hands on
 * @param taskQueues the executors' queues
 * @param queues the queues as such, for those who receive
 * @param blobs the large values
 * @param pools the pools' rows
 * @param variables the variables
 */
public record AwsWorld(
    AwsClients clients,
    AwsNames names,
    StateStore states,
    AttemptStore attempts,
    RunStore runs,
    Catalog catalog,
    XComStore xcoms,
    LogStore logs,
    Timers timers,
    Inbox inbox,
    Errands errands,
    TaskQueues taskQueues,
    SqsQueues queues,
    Blobs blobs,
    Pools pools,
    Variables variables)
    implements AutoCloseable {

  /** What the environment of a Lambda function or a worker says. */
  public static AwsWorld fromEnvironment() {
    return of(
        AwsClients.fromEnvironment(),
        AwsNames.fromEnvironment(),
        Retention.fromEnvironment(),
        InstantSource.system());
  }

  /**
   * On given clients.
   *
   * @param retention how long history is kept
   * @param clock tells when what is stored now may go
   */
  public static AwsWorld of(
      AwsClients clients, AwsNames names, Retention retention, InstantSource clock) {
    var state = new Table(clients.dynamo(), names.stateTable());
    var catalog = new Table(clients.dynamo(), names.catalogTable());
    var runs = new Table(clients.dynamo(), names.runsTable());
    var timers = new Table(clients.dynamo(), names.timersTable());
    var expiry = retention.on(clock);
    var blobs = new S3Blobs(clients.s3(), names.bucket());
    var queues = new SqsQueues(clients.sqs());
    return new AwsWorld(
        clients,
        names,
        new DynamoStates(state, expiry),
        new DynamoAttempts(runs, expiry),
        new DynamoRuns(runs, expiry),
        new DynamoCatalog(catalog, blobs),
        new DynamoXComs(runs, blobs, expiry),
        new DynamoLogs(runs, blobs, expiry),
        new DynamoTimers(timers),
        new SqsInbox(queues, names.inboxQueue(), names.timersQueue()),
        new SqsErrands(queues, names.timersQueue()),
        new SqsTaskQueues(queues, names),
        queues,
        blobs,
        new DynamoPools(catalog),
        new DynamoVariables(catalog));
  }

  /** What is in another bucket than the deployment's own. */
  public Blobs blobsIn(String bucket) {
    return new S3Blobs(clients.s3(), bucket);
  }

  /** The same as the shells take them, with the DAG folder's files and the executors' queues. */
  public Ports ports(Blobs dagFiles, TaskQueues executors) {
    return new Ports(
        states, attempts, runs, catalog, xcoms, logs, timers, inbox, errands, executors, dagFiles,
        pools, variables);
  }

  @Override
  public void close() {
    clients.close();
  }
}
