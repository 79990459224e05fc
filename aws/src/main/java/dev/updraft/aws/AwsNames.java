package dev.updraft.aws;

import java.util.Map;

/**
 * The names of a deployment's tables, queues and bucket.
 *
 * @param prefix what the names of tables and queues begin with, such as {@code updraft}
 * @param bucket the bucket for large values, DAG files and logs
 */
public record AwsNames(String prefix, String bucket) {
  /** The environment variable with the prefix. */
  public static final String PREFIX_VARIABLE = "UPDRAFT_PREFIX";

  /** The environment variable with the bucket. */
  public static final String BUCKET_VARIABLE = "UPDRAFT_BUCKET";

  /** The names the environment gives, {@code updraft} and {@code updraft-data} by default. */
  public static AwsNames fromEnvironment() {
    return from(System.getenv());
  }

  /** The names that these variables give, with the same defaults. */
  public static AwsNames from(Map<String, String> environment) {
    var prefix = environment.getOrDefault(PREFIX_VARIABLE, "updraft");
    return new AwsNames(prefix, environment.getOrDefault(BUCKET_VARIABLE, prefix + "-data"));
  }

  /** The table of the aggregates' states. */
  public String stateTable() {
    return prefix + "-state";
  }

  /** The table of DAGs, versions, files, pools and variables. */
  public String catalogTable() {
    return prefix + "-catalog";
  }

  /** The table of runs, attempts, XComs and logs. */
  public String runsTable() {
    return prefix + "-runs";
  }

  /** The table of timers. */
  public String timersTable() {
    return prefix + "-timers";
  }

  /** The FIFO queue of the aggregates' inboxes. */
  public String inboxQueue() {
    return prefix + "-inbox.fifo";
  }

  /** The standard queue of messages with a delay; its consumer forwards them to the inbox. */
  public String timersQueue() {
    return prefix + "-timers";
  }

  /**
   * The queue that feeds executors.
   *
   * @param name as {@link dev.updraft.core.port.TaskQueues#queueName} gives it
   */
  public String taskQueue(String name) {
    return prefix + "-" + name;
  }
}
