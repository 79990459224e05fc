package dev.updraft.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.updraft.api.http.ApiJson;
import dev.updraft.core.dag.Dag;
import dev.updraft.parser.DagFileParser;
import dev.updraft.parser.FileError;
import dev.updraft.parser.ParseSettings;
import dev.updraft.parser.folder.DagFolder;
import dev.updraft.parser.folder.IgnoreSyntax;
import dev.updraft.standalone.FolderSettings;
import dev.updraft.standalone.MemoryHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code updraft dags test}. */
@Command(
    name = "test",
    description = "Runs one DAG to its end, here and now, and keeps nothing of it.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the run succeeded",
      "1:the run failed, or the file has errors",
      "2:the call is wrong"
    })
final class TestCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "The DAG file.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DAG_ID",
      description = "Which DAG of the file, if it defines several.")
  private @Nullable String dagId;

  @Option(names = "--conf", paramLabel = "JSON", description = "The run's conf: a JSON object.")
  private @Nullable String conf;

  @Option(
      names = "--logical-date",
      paramLabel = "TIME",
      description = "The run's logical date, such as 2026-01-01T00:00:00Z. Default: now.")
  private @Nullable String logicalDate;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isRegularFile(file)) {
      throw new UsageException(file + " is not a file.");
    }
    var conf = conf();
    var at = logicalDate();
    var folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    var settings = new FolderSettings(folder);
    var environment = settings.with(System.getenv());
    var name = Objects.requireNonNull(file.getFileName()).toString();
    var request =
        new DagFolder(folder, IgnoreSyntax.GLOB)
            .request(name, environment, Instant.now(), ParseSettings.AIRFLOW);
    var parsed = DagFileParser.parse(request);
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    parsed.errors().stream().map(FileError::line).forEach(out::println);
    if (parsed.dags().isEmpty()) {
      out.println(name + " defines no DAG that loads.");
      return 1;
    }
    var dag = chosen(parsed.dags());
    int places = Runtime.getRuntime().availableProcessors() * 4;
    try (var host = new MemoryHost(folder, environment, places)) {
      var run = new TestRun(host, out);
      run.prepare(parsed.dags(), name, settings);
      return run.toItsEnd(dag, conf, at) ? 0 : 1;
    }
  }

  private Dag chosen(List<Dag> dags) {
    var ids = dags.stream().map(dag -> dag.dagId().value()).toList();
    if (dagId == null) {
      if (dags.size() > 1) {
        throw new UsageException(file + " defines several DAGs; name one of " + ids + ".");
      }
      return dags.getFirst();
    }
    return dags.stream()
        .filter(dag -> dag.dagId().value().equals(dagId))
        .findFirst()
        .orElseThrow(
            () -> new UsageException(file + " defines no DAG " + dagId + ", only " + ids + "."));
  }

  private Map<?, ?> conf() {
    if (conf == null) {
      return Map.of();
    }
    try {
      var given = ApiJson.parse(conf);
      if (given instanceof Map<?, ?> map) {
        return map;
      }
      throw new UsageException("--conf is no JSON object.");
    } catch (JsonProcessingException e) {
      throw new UsageException("--conf is no JSON object: " + e.getOriginalMessage());
    }
  }

  private Instant logicalDate() {
    if (logicalDate == null) {
      return Instant.now();
    }
    try {
      return Instant.parse(logicalDate);
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "--logical-date is '" + logicalDate + "'; expected a time such as 2026-01-01T00:00:00Z.");
    }
  }
}
