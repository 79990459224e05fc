package dev.updraft.sync;

import dev.updraft.core.wire.Json;
import dev.updraft.parser.DagFileParser;
import dev.updraft.parser.folder.DagFolder;
import dev.updraft.parser.folder.IgnoreSyntax;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code updraft dags validate}: reads DAG files and says what they hold and what is wrong. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Read DAG files and say what they hold and what is wrong with them.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every DAG loads",
      "1:a DAG does not load",
      "2:a path is not there, or the call is wrong"
    })
public final class ValidateCommand implements Callable<Integer> {
  private final Clock clock;
  private final Map<String, String> variables;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "DAG files, or folders, which are searched for *.yml and *.yaml")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  @Option(
      names = "--dags-folder",
      paramLabel = "FOLDER",
      description =
          "The DAG folder of the files: its defaults.yml and those below it count. Default: the"
              + " folder itself, or the file's")
  private @Nullable Path dagsFolder;

  @Option(
      names = "--executor",
      paramLabel = "EXECUTOR",
      description =
          "The executor of tasks that name none, for files that are to run on AWS:"
              + " ${COMPLETION-CANDIDATES}. Default: all run in place, as in `updraft up`")
  private @Nullable UsualExecutor executor;

  @Option(
      names = "--ignore-syntax",
      paramLabel = "SYNTAX",
      description =
          "How .airflowignore is written: ${COMPLETION-CANDIDATES}. Default: what"
              + " AIRFLOW__CORE__DAG_IGNORE_FILE_SYNTAX says, else glob")
  private @Nullable IgnoreSyntax ignoreSyntax;

  /** The command of a user's shell: its environment, the present time. */
  public ValidateCommand() {
    this(Clock.systemUTC(), System.getenv());
  }

  ValidateCommand(Clock clock, Map<String, String> variables) {
    this.clock = clock;
    this.variables = Map.copyOf(variables);
  }

  /** Runs the command alone. */
  public static void main(String... args) {
    System.exit(commandLine(new ValidateCommand()).execute(args));
  }

  static CommandLine commandLine(ValidateCommand command) {
    return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws IOException {
    var line = spec == null ? new CommandLine(this) : spec.commandLine();
    var out = line.getOut();
    var err = line.getErr();
    IgnoreSyntax syntax;
    try {
      syntax = Ignoring.syntax(ignoreSyntax, variables);
    } catch (CallException e) {
      err.println(e.getMessage());
      err.flush();
      return CommandLine.ExitCode.USAGE;
    }
    var places = new ArrayList<Place>();
    for (var path : paths) {
      if (!Files.exists(path)) {
        err.println(path + ": there is no such file or folder");
        err.flush();
        return CommandLine.ExitCode.USAGE;
      }
      places.addAll(places(path, syntax));
    }
    var reports = read(places, new Progress(err, clock, "files read", places.size()));
    if (json) {
      out.println(
          Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(Report.all(reports)));
    } else {
      print(reports, out);
    }
    out.flush();
    boolean failed = reports.stream().anyMatch(report -> !report.errors().isEmpty());
    return failed ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  /** A DAG file, how it is found, and how it is shown. */
  private record Place(DagFolder folder, String path, String shown) {}

  private List<Place> places(Path path, IgnoreSyntax syntax) throws IOException {
    var root = dagsFolder == null ? (Files.isDirectory(path) ? path : parent(path)) : dagsFolder;
    var folder = new DagFolder(root, syntax);
    var below =
        slashed(root.toAbsolutePath().normalize().relativize(path.toAbsolutePath().normalize()));
    if (!Files.isDirectory(path)) {
      return List.of(new Place(folder, below, path.toString()));
    }
    return folder.files().stream()
        .filter(file -> below.isEmpty() || file.startsWith(below + "/"))
        .map(file -> new Place(folder, file, slashed(root.resolve(file))))
        .toList();
  }

  private static Path parent(Path file) {
    var parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  private List<Report> read(List<Place> places, Progress progress) throws IOException {
    var reports = new ArrayList<Report>();
    for (var place : places) {
      var request =
          place
              .folder()
              .request(
                  place.path(), variables, clock.instant(), UsualExecutor.settingsOf(executor));
      reports.add(Report.of(place.shown(), place.path(), DagFileParser.parse(request)));
      progress.done(reports.size());
    }
    progress.end();
    return reports;
  }

  private static void print(List<Report> reports, PrintWriter out) {
    int errors = 0;
    int dags = 0;
    for (var report : reports) {
      errors += report.errors().size();
      dags += report.dags().size();
      out.printf(
          "%s: %s, %s, %s%n",
          report.file(),
          count(report.dags().size(), "DAG"),
          count(report.tasks(), "task"),
          count(report.errors().size(), "error"));
      report.errors().forEach(error -> out.println(error.text()));
      report.warnings().forEach(warning -> out.println("warning: " + warning.text()));
    }
    out.printf(
        "%s, %s, %s%n", count(reports.size(), "file"), count(dags, "DAG"), count(errors, "error"));
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
