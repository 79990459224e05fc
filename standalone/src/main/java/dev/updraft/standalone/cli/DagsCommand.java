package dev.updraft.standalone.cli;

import dev.updraft.sync.SyncCommand;
import dev.updraft.sync.ValidateCommand;
import picocli.CommandLine.Command;

/** The command {@code updraft dags}. */
@Command(
    name = "dags",
    description = "Checks, tries and uploads DAG files.",
    mixinStandardHelpOptions = true,
    subcommands = {ValidateCommand.class, TestCommand.class, SyncCommand.class})
final class DagsCommand {}
