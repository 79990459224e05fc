package dev.updraft.sync;

import dev.updraft.aws.AwsClients;
import dev.updraft.aws.AwsProblem;
import dev.updraft.aws.s3.BucketFolder;
import dev.updraft.aws.s3.S3Place;
import dev.updraft.core.wire.Json;
import dev.updraft.parser.folder.IgnoreSyntax;
import dev.updraft.sync.bucket.Parallel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code updraft dags sync}: brings a bucket in step with a folder of DAG files. */
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Upload what has changed of a DAG folder to the DAG bucket.",
      "Files beside the DAG files go along; hidden ones and those in .airflowignore do not. Nothing"
          + " is uploaded while a DAG file has errors."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing is wrong",
      "1:files have errors or cannot be uploaded",
      "2:the call is wrong, AWS refused, or somebody else wrote at the same time",
      "3:with --dry-run --exit-code: something would change"
    })
public final class SyncCommand implements Callable<Integer> {
  private static final int WOULD_CHANGE = 3;
  private static final int MEBIBYTE = 1024 * 1024;
  private static final int FILE_MEBIBYTES_MAX = 1024;
  private static final int PARALLEL_MAX = 64;

  private final Supplier<S3Client> s3;
  private final Clock clock;
  private final Map<String, String> variables;
  private final Watch.Pace pace;
  private final Stopping stopping;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "The DAG folder")
  private Path folder = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "s3://BUCKET/PREFIX",
      description = "Where it goes: the DagBucket of the stack's outputs")
  private String target = "";

  @Option(names = "--dry-run", description = "Change nothing; say what would change, DAG by DAG")
  private boolean dryRun;

  @Option(names = "--exit-code", description = "With --dry-run: exit with 3 if there are changes")
  private boolean exitCode;

  @Option(names = "--delete", description = "Delete what is in the bucket only")
  private boolean delete;

  @Option(
      names = "--skip-invalid",
      description = "Upload the good files though others have errors; these stay as they were")
  private boolean skipInvalid;

  @Option(names = "--watch", description = "Go on, and sync whenever the folder changes")
  private boolean watch;

  @Option(names = "--json", description = "Print JSON; with --watch, a line for each sync")
  private boolean json;

  @Option(
      names = "--ignore-syntax",
      paramLabel = "SYNTAX",
      description =
          "How .airflowignore is written: ${COMPLETION-CANDIDATES}. Default: what"
              + " AIRFLOW__CORE__DAG_IGNORE_FILE_SYNTAX says, else glob")
  private @Nullable IgnoreSyntax ignoreSyntax;

  @Option(
      names = "--upload-ignored",
      description =
          "Upload ignored files too, unless they are DAG files: modules that Airflow would not"
              + " parse but could import")
  private boolean uploadIgnored;

  @Option(
      names = "--executor",
      paramLabel = "EXECUTOR",
      defaultValue = "lambda",
      description =
          "The stack's executor of tasks that name none: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private UsualExecutor executor = UsualExecutor.LAMBDA;

  @Option(
      names = "--max-file-size",
      paramLabel = "MIB",
      defaultValue = "50",
      description = "The size a file may have. Default: ${DEFAULT-VALUE}")
  private int maxFileSize;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "8",
      description = "How many requests are made at a time. Default: ${DEFAULT-VALUE}")
  private int parallel;

  /** The command of a user's shell: its environment, the present time. */
  public SyncCommand() {
    this(
        AwsClients::s3FromEnvironment,
        Clock.systemUTC(),
        System.getenv(),
        Watch.Pace.DEFAULT,
        new Stopping());
  }

  SyncCommand(
      Supplier<S3Client> s3,
      Clock clock,
      Map<String, String> variables,
      Watch.Pace pace,
      Stopping stopping) {
    this.s3 = s3;
    this.clock = clock;
    this.variables = Map.copyOf(variables);
    this.pace = pace;
    this.stopping = stopping;
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      checkOptions();
      var place = S3Place.of(target);
      var options = options();
      try (var client = s3.get()) {
        var bucket = new BucketFolder(client, place);
        var pass = new SyncPass(folder, bucket, options, variables, clock, err());
        return watch ? watch(pass, options) : code(run(pass));
      }
    } catch (CallException | AwsProblem | IllegalArgumentException e) {
      return complain(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      return complain(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return complain(folder + " cannot be read: " + e.getMessage());
    }
  }

  private void checkOptions() {
    if (!Files.isDirectory(folder)) {
      throw new CallException(folder + " is not a folder");
    }
    if (watch && dryRun) {
      throw new CallException("--watch and --dry-run exclude each other");
    }
    if (exitCode && !dryRun) {
      throw new CallException("--exit-code needs --dry-run");
    }
    within("--max-file-size", maxFileSize, FILE_MEBIBYTES_MAX);
    within("--parallel", parallel, PARALLEL_MAX);
  }

  private static void within(String option, int value, int max) {
    if (value < 1 || value > max) {
      throw new CallException("%s is %d, it can be 1 to %d".formatted(option, value, max));
    }
  }

  private SyncPass.Options options() {
    return new SyncPass.Options(
        delete,
        dryRun,
        skipInvalid,
        uploadIgnored,
        Ignoring.syntax(ignoreSyntax, variables),
        maxFileSize * MEBIBYTE,
        executor.settings(),
        new Parallel(parallel));
  }

  private SyncReport run(SyncPass pass) throws IOException {
    var out = out();
    if (json) {
      var report = pass.run(_ -> {});
      var writer = watch ? Json.MAPPER.writer() : Json.MAPPER.writerWithDefaultPrettyPrinter();
      out.println(writer.writeValueAsString(report));
      out.flush();
      return report;
    }
    var text = new SyncText(out);
    var report = pass.run(text::plan);
    text.end(report);
    return report;
  }

  private int code(SyncReport report) {
    if (!report.conflicts().isEmpty()) {
      return CommandLine.ExitCode.USAGE;
    }
    if (report.hasFaults()) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    return exitCode && report.hasChanges() ? WOULD_CHANGE : CommandLine.ExitCode.OK;
  }

  private int watch(SyncPass pass, SyncPass.Options options)
      throws IOException, InterruptedException {
    Watch.Look look = () -> FolderLook.at(folder, options.ignoreSyntax(), options.uploadIgnored());
    stopping.onExit();
    try {
      var seen = look.look();
      var _ = run(pass);
      err().println("Watching " + folder + "; stop with Ctrl-C.");
      err().flush();
      new Watch(pace, stopping, look, () -> again(pass)).run(seen);
      err().println("Stopped.");
      err().flush();
      return CommandLine.ExitCode.OK;
    } finally {
      stopping.end();
    }
  }

  /** A failure while watching may pass: it is told, and tried again. */
  private boolean again(SyncPass pass) {
    try {
      return run(pass).conflicts().isEmpty();
    } catch (CallException | AwsProblem | IOException | UncheckedIOException e) {
      var _ = complain(e.getMessage() + " (trying again)");
      return false;
    }
  }

  private int complain(String message) {
    err().println("updraft: " + message);
    err().flush();
    return CommandLine.ExitCode.USAGE;
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  private PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }
}
