package dev.updraft.infra;

import dev.updraft.infra.options.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.DeduplicationScope;
import software.amazon.awscdk.services.sqs.FifoThroughputLimit;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * The queues. What fails again and again goes from the inbox to {@code dead-inbox.fifo}, from the
 * executors' queues to {@code dead-tasks}, whose consumer ends the attempt, and from everything
 * else, that consumer too, to {@code dead-events}. A message in the first or the last raises an
 * alarm.
 */
final class Messaging extends Construct {
  /** A batch is invisible for so many times the time its function may take. */
  static final int VISIBILITY_FACTOR = 6;

  /**
   * How often a message is received before it is dead; throttled receives count too. What fails
   * comes again after 1, 2, 4 … 120 s, so this is about twenty minutes.
   */
  private static final int RECEIVES_MAX = 16;

  private static final int TASK_RECEIVES_MAX = 10;

  /**
   * How long after an attempt's end its message is seen again if the function has not said a word.
   * Six times the function's time would be 90 minutes; a message that comes twice is claimed once.
   */
  private static final Duration EXECUTOR_MARGIN = Duration.minutes(2);

  /** Workers hide what they work on for longer, again and again. */
  private static final Duration WORKER_VISIBILITY = Duration.minutes(2);

  private final String name;

  final Queue deadInbox;
  final Queue deadTasks;
  final Queue deadEvents;
  final Queue inbox;
  final Queue timers;

  /** The queues of executors, by executor, workers apart. */
  final Map<String, Queue> tasks = new LinkedHashMap<>();

  /** The queues of workers, by their names. */
  final Map<String, Queue> workers = new LinkedHashMap<>();

  Messaging(Construct scope, Options options) {
    super(scope, "Messaging");
    this.name = options.name();
    this.deadInbox =
        fifo("DeadInbox", "dead-inbox.fifo").retentionPeriod(Duration.days(14)).build();
    this.deadEvents = queue("DeadEvents", "dead-events").retentionPeriod(Duration.days(14)).build();
    this.deadTasks =
        queue("DeadTasks", "dead-tasks")
            .visibilityTimeout(visibility(Handler.Kind.DEAD_LETTERS, options))
            .retentionPeriod(Duration.days(14))
            .deadLetterQueue(dead(deadEvents, RECEIVES_MAX))
            .build();
    this.inbox =
        fifo("Inbox", "inbox.fifo")
            .visibilityTimeout(visibility(Handler.Kind.INBOX, options))
            .deadLetterQueue(dead(deadInbox, RECEIVES_MAX))
            .build();
    this.timers =
        queue("Timers", "timers")
            .visibilityTimeout(visibility(Handler.Kind.TIMERS, options))
            .deadLetterQueue(dead(deadEvents, RECEIVES_MAX))
            .build();
    if (options.has("lambda")) {
      tasks.put("lambda", tasks("lambda", executorVisibility(options)));
    }
    if (options.has("ecs")) {
      tasks.put("ecs", tasks("ecs", visibility(Handler.Kind.ECS_LAUNCHER, options)));
    }
    for (var queue : options.containers().queues()) {
      workers.put(queue, tasks(queue, WORKER_VISIBILITY));
    }
  }

  private static Duration visibility(Handler.Kind kind, Options options) {
    return Duration.seconds(VISIBILITY_FACTOR * kind.seconds(options));
  }

  private static Duration executorVisibility(Options options) {
    return EXECUTOR_MARGIN.plus(Duration.seconds(Handler.Kind.EXECUTOR.seconds(options)));
  }

  private Queue tasks(String queue, Duration visibility) {
    return queue("Tasks-" + queue, "tasks-" + queue)
        .visibilityTimeout(visibility)
        .deadLetterQueue(dead(deadTasks, TASK_RECEIVES_MAX))
        .build();
  }

  private Queue.Builder queue(String id, String suffix) {
    return Queue.Builder.create(this, id)
        .queueName(name + "-" + suffix)
        .encryption(QueueEncryption.SQS_MANAGED)
        .enforceSsl(true);
  }

  /** High throughput: each group is deduplicated and limited by itself. */
  private Queue.Builder fifo(String id, String suffix) {
    return queue(id, suffix)
        .fifo(true)
        .deduplicationScope(DeduplicationScope.MESSAGE_GROUP)
        .fifoThroughputLimit(FifoThroughputLimit.PER_MESSAGE_GROUP_ID);
  }

  private static DeadLetterQueue dead(Queue queue, int receives) {
    return DeadLetterQueue.builder().queue(queue).maxReceiveCount(receives).build();
  }
}
