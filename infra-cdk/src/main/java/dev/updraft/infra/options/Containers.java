package dev.updraft.infra.options;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs in containers.
 *
 * @param architecture the processors of containers, of instances and of the executor's image
 * @param image the workers' image, and that of attempts which name no other
 * @param queues the workers' queues, each with a service; empty for no workers
 * @param cpu a worker's processor, in 1/1024
 * @param memory a worker's memory, in MiB
 * @param attempts how many attempts a worker runs at once
 * @param max how many workers a queue may have
 * @param capacity what workers run on
 * @param instance the type of instances, where they run on some
 * @param definitions the tasks of the executor {@code ecs}, the unnamed first; empty for none
 */
public record Containers(
    Architecture architecture,
    Image image,
    List<String> queues,
    int cpu,
    int memory,
    int attempts,
    int max,
    Capacity capacity,
    String instance,
    List<Definition> definitions) {
  private static final List<String> CPUS = List.of("256", "512", "1024", "2048", "4096", "8192");
  private static final String SIZE = "a processor of 256, 512, 1024, 2048, 4096 or 8192";
  private static final int QUEUES_MAX = 10;
  private static final int DEFINITIONS_MAX = 20;
  private static final int MEMORY_MAX = 61_440;
  private static final String ROLE = "arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+";

  /** Kinds of processors. */
  public enum Architecture {
    /** Arm's: cheaper, not in every zone. */
    ARM64("t4g.medium"),
    /** Intel's and AMD's. */
    X86_64("t3.medium");

    private final String instance;

    Architecture(String instance) {
      this.instance = instance;
    }
  }

  /** What workers run on. */
  public enum Capacity {
    /** Fargate. */
    FARGATE,
    /** Fargate at the price of spare capacity, which may be taken away. */
    FARGATE_SPOT,
    /** Instances of the deployment's own, from none to as many as are needed. */
    EC2
  }

  /**
   * A task that an attempt of the executor {@code ecs} may be.
   *
   * @param name what a DAG calls it; empty for the one it gets without naming any
   * @param image its image
   * @param cpu its processor, in 1/1024, unless the DAG says otherwise
   * @param memory its memory, in MiB, unless the DAG says otherwise
   * @param role its role, null for one without rights
   */
  public record Definition(String name, Image image, int cpu, int memory, @Nullable String role) {}

  static Containers of(Context context, boolean workers, boolean ecs) {
    var architecture = context.choice("architecture", Architecture.ARM64);
    var image = Image.of(context.text("workerImage", "build", Image.PATTERN, Image.EXPECTED));
    int cpu = cpu(context, "workerCpu", 512);
    int memory = memory(context, "workerMemory", 1_024, cpu);
    var queues =
        context.list(
            "workerQueues",
            List.of("default"),
            "(?!lambda$|ecs$)[A-Za-z0-9_-]{1,40}",
            "a queue's name of letters, digits, - and _, not lambda or ecs",
            QUEUES_MAX);
    var definitions = definitions(context, image, ecs);
    return new Containers(
        architecture,
        image,
        workers ? queues : List.of(),
        cpu,
        memory,
        context.number("workerAttempts", 4, 1, 100),
        context.number("workerMax", 10, 1, 1_000),
        context.choice("workerCapacity", Capacity.FARGATE),
        context.text(
            "workerInstance",
            architecture.instance,
            "[a-z0-9-]+\\.[a-z0-9-]+",
            "an instance type of the 'architecture', such as t4g.medium or t3.medium"),
        definitions);
  }

  private static List<Definition> definitions(Context context, Image image, boolean ecs) {
    var found = new ArrayList<Definition>();
    found.add(new Definition("", image, 512, 1_024, null));
    var named =
        context.objects(
            "ecsTasks",
            "[a-z][a-z0-9-]{0,30}",
            "an object of at most %d names, each with image, cpu, memory and role"
                .formatted(DEFINITIONS_MAX),
            DEFINITIONS_MAX);
    named.forEach((name, fields) -> {
      var own = fields.textOrNull("image", Image.PATTERN, Image.EXPECTED);
      int cpu = cpu(fields, "cpu", 512);
      found.add(
          new Definition(
              name,
              own == null ? image : Image.of(own),
              cpu,
              memory(fields, "memory", Math.max(1_024, 2 * cpu), cpu),
              fields.textOrNull("role", ROLE, "the ARN of a role")));
      fields.refuseOthers("context key 'ecsTasks." + name + "': ");
    });
    if (!ecs && !named.isEmpty()) {
      throw new OptionException(
          "context key 'ecsTasks' names tasks, but 'executors' does not; expected ecs among them");
    }
    return ecs ? List.copyOf(found) : List.of();
  }

  private static int cpu(Context context, String key, int otherwise) {
    return Integer.parseInt(
        context.text(key, Integer.toString(otherwise), String.join("|", CPUS), SIZE));
  }

  /** Fargate takes twice to eight times as much memory as processor, in whole GiB. */
  private static int memory(Context context, String key, int otherwise, int cpu) {
    int memory = context.number(key, Math.max(otherwise, 2 * cpu), 512, MEMORY_MAX);
    boolean fits = memory >= 2 * cpu && memory <= 8 * cpu;
    if (!fits || (memory % 1_024 != 0 && memory != 512)) {
      throw new OptionException(
          key,
          memory,
          "whole GiB in MiB, from %d to %d with a processor of %d"
              .formatted(2 * cpu, 8 * cpu, cpu));
    }
    return memory;
  }
}
