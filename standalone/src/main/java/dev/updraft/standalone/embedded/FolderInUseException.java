package dev.updraft.standalone.embedded;

import java.nio.file.Path;

/** Another process has the data folder open. */
public final class FolderInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FolderInUseException(Path folder) {
    super("the data folder " + folder + " is used by another process: stop it, or choose another");
  }
}
