package dev.updraft.standalone.cli;

import java.nio.file.Path;

/** Where this program lives: the folder of the {@code updraft} command. */
final class Home {
  private Home() {}

  static Path path() {
    return Path.of(System.getProperty("updraft.home", ".")).toAbsolutePath().normalize();
  }
}
