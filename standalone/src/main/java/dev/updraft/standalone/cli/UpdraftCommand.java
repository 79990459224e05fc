package dev.updraft.standalone.cli;

import dev.updraft.aws.AwsProblem;
import dev.updraft.core.port.StoreException;
import dev.updraft.standalone.DataFolder;
import dev.updraft.standalone.Services;
import dev.updraft.standalone.embedded.FolderInUseException;
import dev.updraft.standalone.http.PortInUseException;
import dev.updraft.sync.status.StatusCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code updraft}. */
@Command(
    name = "updraft",
    mixinStandardHelpOptions = true,
    version = "updraft 0.1.0",
    description = "Airflow's model of work on AWS, with nothing left running.",
    footer = {"", "Also: updraft test — runs all of the project's own tests."},
    subcommands = {UpCommand.class, DagsCommand.class, StatusCommand.class, BenchCommand.class})
public final class UpdraftCommand {
  private static final int UNUSABLE = 2;

  /** Does what the arguments say; answers the exit code. */
  public static int run(String... args) {
    return new CommandLine(new UpdraftCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(UpdraftCommand::explain)
        .execute(args);
  }

  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    switch (e) {
      case PortInUseException known -> complain(command, known);
      case DataFolder.UnusableException known -> complain(command, known);
      case FolderInUseException known -> complain(command, known);
      case AwsProblem known -> complain(command, known);
      case Services.UnclearException known -> complain(command, known);
      case UsageException known -> complain(command, known);
      case StoreException known -> complain(command, inOneLine(known));
      default -> e.printStackTrace(command.getErr());
    }
    return UNUSABLE;
  }

  private static void complain(CommandLine command, Exception known) {
    complain(command, String.valueOf(known.getMessage()));
  }

  private static void complain(CommandLine command, String message) {
    command.getErr().println("updraft: " + message);
  }

  /** What failed and, at the bottom of it, why. */
  private static String inOneLine(StoreException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    var why = cause == failure ? "" : ": " + cause.getMessage();
    return (failure.getMessage() + why).replaceAll("\\s+", " ");
  }
}
