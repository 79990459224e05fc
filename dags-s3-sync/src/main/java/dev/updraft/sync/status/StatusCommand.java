package dev.updraft.sync.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.updraft.aws.AwsProblem;
import dev.updraft.aws.stack.StackReader;
import dev.updraft.core.wire.Json;
import dev.updraft.sync.Progress;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code updraft status}: reads a deployed stack and says what runs where. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Says of a deployed stack what runs where, and whether it is well.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:something is not, or could not be looked at",
      "2:there is no such stack, or AWS refused"
    })
public final class StatusCommand implements Callable<Integer> {
  private final Supplier<StackReader> aws;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      defaultValue = "updraft",
      description = "The stack's name in CloudFormation. Default: ${DEFAULT-VALUE}")
  private String stack = "";

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  /** The command of a user's shell, with the environment's account. */
  public StatusCommand() {
    this(StackReader::fromEnvironment);
  }

  StatusCommand(Supplier<StackReader> aws) {
    this.aws = aws;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    var line = Objects.requireNonNull(spec).commandLine();
    try (var reader = aws.get()) {
      var found = Progress.during(line.getErr(), "Looking for " + stack, () -> reader.stack(stack));
      if (found == null) {
        return complain(
            line,
            "there is no stack %s in this account and region; name it with --stack, or set AWS_REGION"
                .formatted(stack));
      }
      var report =
          Progress.during(
              line.getErr(),
              "Asking for queues, workers and health",
              () -> new StackStatus(reader).of(found));
      if (json) {
        var writer = Json.MAPPER.writerWithDefaultPrettyPrinter();
        line.getOut().println(writer.writeValueAsString(report));
        line.getOut().flush();
      } else {
        StatusText.print(report, line.getOut());
      }
      return report.isWell() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (AwsProblem e) {
      return complain(line, String.valueOf(e.getMessage()));
    }
  }

  private static int complain(CommandLine line, String message) {
    line.getErr().println("updraft: " + message);
    line.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }
}
