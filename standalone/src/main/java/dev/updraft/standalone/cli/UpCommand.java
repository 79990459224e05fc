package dev.updraft.standalone.cli;

import dev.updraft.api.http.Gate;
import dev.updraft.api.signin.SignIn;
import dev.updraft.aws.Deployed;
import dev.updraft.standalone.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code updraft up}. */
@Command(
    name = "up",
    description = "Starts everything in this process and serves the UI until it is stopped.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  private static final int PARALLELISM_PER_CORE = 8;

  private static final int PORT_MAX = 65_535;

  @Option(
      names = "--dags",
      paramLabel = "DIR",
      description = "The DAG folder. Default: the examples; of updraft.jar: dags, here.")
  private @Nullable Path dags;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where data is kept. Default: .data beside the updraft command; of updraft.jar: .data, here.")
  private @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "The HTTP port on the loopback address. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--ui",
      paramLabel = "DIR",
      description = "The UI's files, with their config.json. Default: what was built.")
  private @Nullable Path ui;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "How many tasks run at once; 1 is Airflow's SequentialExecutor.")
  private @Nullable Integer parallelism;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    var home = Home.here();
    var folder = folder("--dags", dags == null ? home.ownDags() : dags);
    if (port < 0 || port > PORT_MAX) {
      throw new UsageException("--port is %d, it can be 0 to %d.".formatted(port, PORT_MAX));
    }
    int places =
        parallelism == null
            ? Runtime.getRuntime().availableProcessors() * PARALLELISM_PER_CORE
            : parallelism;
    if (places < 1) {
      throw new UsageException("--parallelism must be at least 1.");
    }
    var options =
        new Host.Options(
            folder.toAbsolutePath().normalize(),
            data == null ? home.data() : data,
            port,
            ui == null ? home.ui() : folder("--ui", ui),
            places,
            gate());
    var host = Host.start(options);
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              host.close();
              stopped.countDown();
            }));
    say(host, folder);
    stopped.await();
    return 0;
  }

  private static Path folder(String option, Path path) {
    if (!Files.isDirectory(path)) {
      throw new UsageException(path + " is not a folder; name one with " + option + ".");
    }
    return path;
  }

  /** Nobody signs in on a laptop, unless the environment names an issuer as a function's does. */
  private static Gate gate() {
    try {
      return SignIn.from(System.getenv(), Deployed.CLOCK);
    } catch (IllegalArgumentException e) {
      throw new UsageException("the environment names no issuer to sign in at: " + e.getMessage());
    }
  }

  private void say(Host host, Path folder) {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    if (host.recovered() > 0) {
      out.println("Taking up " + host.recovered() + " unfinished runs.");
    }
    out.println("Updraft is up: " + host.url() + "  (DAG folder: " + folder + ")");
    out.println("Stop it with Ctrl-C.");
    out.flush();
  }
}
