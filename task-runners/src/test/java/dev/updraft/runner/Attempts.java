package dev.updraft.runner;

import dev.updraft.core.attempt.Brief;
import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.call.Backoff;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Mapping;
import dev.updraft.core.dag.Operator;
import dev.updraft.core.dag.Param;
import dev.updraft.core.dag.Retry;
import dev.updraft.core.dag.Task;
import dev.updraft.core.dag.TriggerRule;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.schedule.Schedule;
import dev.updraft.runner.process.Fence;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An attempt to run in a test, with all that can be said of it. */
public final class Attempts {
  private static final String STANDARD = "airflow.providers.standard.";

  private String operator = STANDARD + "operators.bash.BashOperator";
  private boolean decorator;
  private Map<String, @Nullable Object> arguments = Map.of();
  private Mapping mapping = new Mapping.None();
  private int mapIndex = TaskInstanceKey.UNMAPPED;
  private @Nullable Duration timeout;
  private SortedMap<TaskId, List<TaskId>> downstream = new TreeMap<>();
  private @Nullable Boolean latest;
  private Map<String, Param> params = Map.of();
  private boolean nativeTypes;
  private Path dagFolder = Path.of("").toAbsolutePath();
  private Duration heartbeatEvery = Duration.ofSeconds(5);
  private Duration logEvery = Duration.ofSeconds(2);
  private Duration killGrace = Duration.ofSeconds(5);
  private ObjectStore objects = ObjectStore.none();
  private long logBytesMax = 64L << 20;
  private Duration logPatience = Duration.ofSeconds(30);
  private Map<String, String> environment = fullEnvironment();
  private DagFiles dagFiles = DagFiles.HERE;
  private Fence fence = Fence.NONE;

  Attempts behind(Fence value) {
    fence = value;
    return this;
  }

  /** The DAG folder is a copy, kept here. */
  public Attempts fetching(Path folder) {
    this.dagFolder = folder;
    this.dagFiles = new FetchedDagFiles(folder);
    return this;
  }

  /**
   * A task of this operator of the standard provider, such as {@code operators.bash.BashOperator}.
   */
  public static Attempts standard(String operator, Map<String, @Nullable Object> arguments) {
    return of(STANDARD + operator, arguments);
  }

  /** A task of this operator. */
  public static Attempts of(String operator, Map<String, @Nullable Object> arguments) {
    var attempts = new Attempts();
    attempts.operator = operator;
    attempts.arguments = arguments;
    return attempts;
  }

  /** A task of the Bash operator, where there is little beside a shell, as in Lambda's image. */
  public static Attempts bash(String command) {
    return standard("operators.bash.BashOperator", Map.of("bash_command", command))
        .environment(System.getenv());
  }

  /** This process's environment with the PATH that the build was started with. */
  static Map<String, String> fullEnvironment() {
    var environment = new HashMap<>(System.getenv());
    var path = environment.remove("UPDRAFT_FULL_PATH");
    if (path != null) {
      environment.put("PATH", path);
    }
    return environment;
  }

  /** A task of a decorator. */
  public static Attempts decorated(String decorator, Map<String, @Nullable Object> arguments) {
    var attempts = of(decorator, arguments);
    attempts.decorator = true;
    return attempts;
  }

  Attempts timeout(Duration value) {
    timeout = value;
    return this;
  }

  Attempts mapped(Mapping value, int index) {
    mapping = value;
    mapIndex = index;
    return this;
  }

  Attempts downstream(Map<String, List<String>> value) {
    downstream = new TreeMap<>();
    value.forEach((task, tasks) ->
        downstream.put(new TaskId(task), tasks.stream().map(TaskId::new).toList()));
    return this;
  }

  Attempts latest(boolean value) {
    latest = value;
    return this;
  }

  /** With these params of its DAG. */
  public Attempts withParams(Map<String, Param> value) {
    params = value;
    return this;
  }

  Attempts nativeTypes() {
    nativeTypes = true;
    return this;
  }

  Attempts dagFolder(Path value) {
    dagFolder = value;
    return this;
  }

  Attempts heartbeatEvery(Duration value) {
    heartbeatEvery = value;
    return this;
  }

  Attempts logEvery(Duration value) {
    logEvery = value;
    return this;
  }

  Attempts killGrace(Duration value) {
    killGrace = value;
    return this;
  }

  Attempts objects(ObjectStore value) {
    objects = value;
    return this;
  }

  Attempts logBytesMax(long value) {
    logBytesMax = value;
    return this;
  }

  Attempts logPatience(Duration value) {
    logPatience = value;
    return this;
  }

  Attempts environment(Map<String, String> value) {
    environment = value;
    return this;
  }

  /** Runs it against the server. */
  public Ending run(FakeExecutionApi api) {
    var message = message();
    api.offer(message.id().toString(), brief());
    try (var runner = new AttemptRunner(settings(api.uri()))) {
      return runner.run(message);
    }
  }

  /** The message that launches it. */
  public LaunchMessage message() {
    var ti =
        new TaskInstanceKey(
            new RunKey(new DagId("etl"), new RunId("manual__1")), new TaskId("work"), mapIndex);
    var key = new AttemptKey(ti, 1);
    return new LaunchMessage(
        key,
        AttemptId.of(key, Instant.parse("2026-03-04T05:06:07Z")),
        new VersionHash("0".repeat(64)),
        "lambda",
        null,
        "ticket");
  }

  /** How a worker runs it. */
  public RunnerSettings settings(URI api) {
    var usual = RunnerSettings.of(api, dagFolder, objects);
    return new RunnerSettings(
        api,
        dagFolder,
        heartbeatEvery,
        logEvery,
        killGrace,
        logBytesMax,
        logPatience,
        new Backoff(Duration.ofSeconds(1), Duration.ofMillis(5), Duration.ofMillis(20)),
        environment,
        objects,
        usual.clock(),
        dagFiles,
        fence);
  }

  /** What its claim tells. */
  public Brief brief() {
    var task = task();
    var dag =
        new Dag(
            new DagId("etl"),
            "etl",
            null,
            null,
            List.of(),
            List.of(task),
            List.of(),
            List.of(),
            new Schedule.None(),
            Instant.parse("2026-01-01T00:00:00Z"),
            null,
            new Dag.Limits(false, 16, 16, 0, null, false, null, nativeTypes),
            params,
            new TreeMap<>(),
            null);
    return new Brief(task, dag, "team/etl.yml", downstream, latest);
  }

  @SuppressWarnings("NullAway") // Annotations of a compact constructor's parameters are not kept.
  private Task task() {
    return new Task(
        new TaskId("work"),
        null,
        "work",
        new Operator(operator, decorator, arguments),
        List.of(),
        TriggerRule.ALL_SUCCESS,
        Retry.NONE,
        timeout,
        Task.Slots.DEFAULT,
        false,
        false,
        Task.Role.WORK,
        mapping,
        null,
        null,
        "airflow",
        null,
        null,
        null,
        Map.of(),
        new TreeMap<>(),
        new TreeMap<>(),
        null);
  }
}
