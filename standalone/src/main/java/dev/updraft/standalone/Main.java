package dev.updraft.standalone;

import dev.updraft.standalone.cli.UpdraftCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/** Where the process begins. */
public final class Main {
  private Main() {}

  /** Does what the arguments say; the process ends with what came of it: 0, 1 or 2. */
  public static void main(String[] args) {
    try (var settings = Main.class.getResourceAsStream("/logging.properties")) {
      LogManager.getLogManager().readConfiguration(settings);
    } catch (IOException e) {
      throw new UncheckedIOException("the logging settings cannot be read", e);
    }
    System.exit(UpdraftCommand.run(args));
  }
}
