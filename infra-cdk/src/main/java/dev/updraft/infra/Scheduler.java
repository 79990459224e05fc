package dev.updraft.infra;

import dev.updraft.infra.options.Options;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.targets.LambdaInvoke;
import software.constructs.Construct;

/** The functions that decide: the inbox, the timers, the minute's clock, and changed DAG files. */
final class Scheduler extends Construct {
  private static final int INBOX_BATCH = 10;
  private static final int TIMERS_BATCH = 10;
  private static final Duration TICK = Duration.minutes(1);

  final Handler inbox;
  final Handler timers;
  final Handler clock;
  final Handler dagFiles;

  private final Options options;
  private final Storage storage;
  private final Messaging messaging;

  Scheduler(
      Construct scope,
      Options options,
      Storage storage,
      Messaging messaging,
      @Nullable Handler wake) {
    super(scope, "Scheduler");
    this.options = options;
    this.storage = storage;
    this.messaging = messaging;
    this.inbox = inbox(wake);
    this.timers = timers();
    this.clock = clock();
    this.dagFiles = dagFiles();
  }

  private Handler inbox(@Nullable Handler wake) {
    var environment = Environment.signing(options, storage);
    if (wake != null) {
      environment.put("UPDRAFT_WAKE_FUNCTION", wake.live.getFunctionArn());
    }
    var handler = new Handler(this, options, Handler.Kind.INBOX, environment);
    handler.allow(
        Rights.read(storage.state),
        Rights.write(storage.state),
        Rights.read(storage.catalog),
        Rights.write(storage.catalog),
        Rights.read(storage.runs, Storage.indexes()),
        Rights.write(storage.runs),
        Rights.write(storage.timers),
        Rights.send(
            Stream.of(
                    Stream.of(messaging.inbox, messaging.timers),
                    messaging.tasks.values().stream(),
                    messaging.workers.values().stream())
                .flatMap(queues -> queues)),
        Rights.putObjects(storage.data, "definitions/"),
        Rights.getObjects(storage.data, "xcoms/"),
        Rights.list(storage.data),
        Rights.secret(Stack.of(this), Environment.secretParameter(options)));
    if (wake != null) {
      handler.allow(Rights.call(wake.live));
    }
    handler.consume(messaging.inbox, INBOX_BATCH, options.functions().inboxConcurrency());
    return handler;
  }

  private Handler timers() {
    var handler =
        new Handler(this, options, Handler.Kind.TIMERS, Environment.stores(options, storage));
    handler.allow(
        Rights.read(storage.catalog),
        Rights.read(storage.runs, Storage.indexes()),
        Rights.send(Stream.of(messaging.inbox, messaging.timers)));
    handler.consume(messaging.timers, TIMERS_BATCH, options.functions().smallConcurrency());
    return handler;
  }

  private Handler clock() {
    var handler =
        new Handler(this, options, Handler.Kind.CLOCK, Environment.stores(options, storage));
    handler.allow(
        Rights.read(storage.timers),
        Rights.write(storage.timers),
        Rights.read(storage.catalog),
        Rights.read(storage.runs, Storage.indexes()),
        Rights.send(Stream.of(messaging.inbox, messaging.timers)));
    handler.dropFailedEvents();
    Schedule.Builder.create(this, "Minute")
        .scheduleName(options.name() + "-clock")
        .description("Has due timers sent on")
        .schedule(ScheduleExpression.rate(TICK))
        .target(
            LambdaInvoke.Builder.create(handler.live)
                .retryAttempts(1)
                .maxEventAge(TICK)
                .deadLetterQueue(messaging.deadEvents)
                .build())
        .build();
    return handler;
  }

  private Handler dagFiles() {
    var handler =
        new Handler(this, options, Handler.Kind.DAG_FILES, Environment.reading(options, storage));
    handler.allow(
        Rights.read(storage.catalog),
        Rights.write(storage.catalog),
        Rights.getObjects(storage.dags, options.dagPrefix()),
        Rights.list(storage.dags),
        Rights.putObjects(storage.data, "definitions/"),
        Rights.list(storage.data),
        Rights.send(Stream.of(messaging.inbox)));
    handler.keepFailedEvents(messaging.deadEvents);
    var objects =
        new TreeMap<>(
            Map.of(
                "bucket", Map.of("name", List.of(storage.dags.getBucketName())),
                "object", Map.of("key", List.of(Map.of("prefix", options.dagPrefix())))));
    Rule.Builder.create(this, "DagFileChanged")
        .description("Has a changed DAG file read")
        .eventPattern(
            EventPattern.builder()
                .source(List.of("aws.s3"))
                .detailType(List.of("Object Created", "Object Deleted"))
                .detail(objects)
                .build())
        .targets(
            List.of(
                LambdaFunction.Builder.create(handler.live)
                    .deadLetterQueue(messaging.deadEvents)
                    .retryAttempts(3)
                    .build()))
        .build();
    return handler;
  }
}
