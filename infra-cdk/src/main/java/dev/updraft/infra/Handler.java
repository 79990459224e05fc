package dev.updraft.infra;

import dev.updraft.infra.options.Image;
import dev.updraft.infra.options.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.DockerImageFunction;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.SystemLogLevel;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** A function with a role and a log of its own, called by the alias {@code live} only. */
final class Handler extends Construct {
  private static final int EVENT_RETRIES = 2;

  /**
   * A function is of one kind for life: an image's has a name of its own, so that it can be made
   * before the jar's is gone.
   */
  private static final String IMAGE_SUFFIX = "-image";

  /** The functions: entry point, artefact, memory in MiB and time limit in seconds. */
  enum Kind {
    INBOX("inbox", "scheduler", "Inbox", 1_024, 20),
    TIMERS("timers", "scheduler", "Timers", 512, 20),
    CLOCK("clock", "scheduler", "Clock", 512, 50),
    DAG_FILES("dag-files", "scheduler", "DagFiles", 1_024, 60),
    API("api", "api", "Api", 1_024, 29),
    EXECUTOR("executor", "executor", "Tasks", 0, 0),
    ECS_LAUNCHER("ecs-launcher", "executor", "EcsTasks", 512, 30),
    ECS_STOPPED("ecs-stopped", "executor", "EcsStopped", 512, 20),
    WAKE("wake", "executor", "Wake", 512, 20),
    DEAD_LETTERS("dead-letters", "executor", "DeadLetters", 512, 20);

    final String word;
    private final String part;
    private final String type;
    private final int memory;
    private final int seconds;

    Kind(String word, String part, String type, int memory, int seconds) {
      this.word = word;
      this.part = part;
      this.type = type;
      this.memory = memory;
      this.seconds = seconds;
    }

    int seconds(Options options) {
      return this == EXECUTOR ? options.functions().executorSeconds() : seconds;
    }

    int memory(Options options) {
      return this == EXECUTOR ? options.functions().executorMemory() : memory;
    }

    String module() {
      return part + "-lambda";
    }

    String entry() {
      return "dev.updraft.%s.entry.%s".formatted(part, type);
    }
  }

  final Kind kind;
  final Function function;
  final Alias live;
  final Role role;
  private final LogGroup log;

  Handler(Construct scope, Options options, Kind kind, Map<String, String> environment) {
    super(scope, kind.type);
    this.kind = kind;
    var name = options.name() + "-" + kind.word;
    this.log =
        LogGroup.Builder.create(this, "Log")
            .logGroupName("/aws/lambda/" + name)
            .retention(Observability.kept(options))
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    this.role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .description("What the function " + name + " may do")
            .build();
    allow(Rights.write(log));
    var variables = new LinkedHashMap<>(environment);
    variables.put("UPDRAFT_LOG_LEVEL", options.watch().level().name());
    var image = kind == Kind.EXECUTOR ? options.functions().executorImage() : null;
    this.function =
        image == null ? jar(options, name, variables) : image(options, name, variables, image);
    // A version is published just below.
    Annotations.of(function).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
    this.live =
        Alias.Builder.create(this, "Live")
            .aliasName("live")
            .version(function.getCurrentVersion())
            .build();
  }

  private Function jar(Options options, String name, Map<String, String> variables) {
    return Function.Builder.create(this, "Function")
        .functionName(name)
        .runtime(Runtime.JAVA_25)
        .architecture(Architecture.ARM_64)
        .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
        .code(Code.fromAsset(options.artifacts().jar(kind.module()).toString()))
        .handler(kind.entry())
        .memorySize(kind.memory(options))
        .timeout(Duration.seconds(kind.seconds(options)))
        .reservedConcurrentExecutions(reserved(options))
        .environment(variables)
        .loggingFormat(LoggingFormat.JSON)
        .applicationLogLevelV2(least(options))
        .systemLogLevelV2(SystemLogLevel.WARN)
        .logGroup(log)
        .role(role)
        .build();
  }

  private Function image(Options options, String name, Map<String, String> variables, Image image) {
    return DockerImageFunction.Builder.create(this, "Function")
        .functionName(name + IMAGE_SUFFIX)
        .architecture(
            switch (options.containers().architecture()) {
              case ARM64 -> Architecture.ARM_64;
              case X86_64 -> Architecture.X86_64;
            })
        .code(Images.ofFunction(this, options, image))
        .memorySize(kind.memory(options))
        .timeout(Duration.seconds(kind.seconds(options)))
        .environment(variables)
        .loggingFormat(LoggingFormat.JSON)
        .applicationLogLevelV2(least(options))
        .systemLogLevelV2(SystemLogLevel.WARN)
        .logGroup(log)
        .role(role)
        .build();
  }

  /** Lambda drops lines below it, whatever the function writes. */
  private static ApplicationLogLevel least(Options options) {
    return switch (options.watch().level()) {
      case DEBUG -> ApplicationLogLevel.DEBUG;
      case INFO -> ApplicationLogLevel.INFO;
      case WARNING -> ApplicationLogLevel.WARN;
      case ERROR -> ApplicationLogLevel.ERROR;
    };
  }

  private @Nullable Integer reserved(Options options) {
    int reserved = options.functions().apiConcurrency();
    return kind == Kind.API && reserved > 0 ? reserved : null;
  }

  /** Lets it do something. */
  void allow(PolicyStatement... rights) {
    for (var right : rights) {
      role.addToPolicy(right);
    }
  }

  /** Lets events be tried twice more, and then be kept, with what went wrong, where an alarm is. */
  void keepFailedEvents(Queue dead) {
    live.configureAsyncInvoke(
        EventInvokeConfigOptions.builder()
            .onFailure(new SqsDestination(dead))
            .retryAttempts(EVENT_RETRIES)
            .build());
  }

  /** Lets events that fail go: another one makes up for each. */
  void dropFailedEvents() {
    live.configureAsyncInvoke(EventInvokeConfigOptions.builder().retryAttempts(0).build());
  }

  /** Has it called with the messages of a queue, failing one by one. */
  void consume(Queue queue, int batch, int concurrency) {
    allow(Rights.receive(List.of(queue), true));
    EventSourceMapping.Builder.create(this, "Messages")
        .target(live)
        .eventSourceArn(queue.getQueueArn())
        .batchSize(batch)
        .maxConcurrency(concurrency)
        .reportBatchItemFailures(true)
        .build()
        .getNode()
        .addDependency(role);
  }
}
