package dev.updraft.standalone.cli;

import dev.updraft.sync.ValidateCommand;
import picocli.CommandLine.Command;

/** The command {@code updraft dags}. */
@Command(
    name = "dags",
    description = "Checks and tries DAG files.",
    mixinStandardHelpOptions = true,
    subcommands = {ValidateCommand.class, TestCommand.class})
final class DagsCommand {}
