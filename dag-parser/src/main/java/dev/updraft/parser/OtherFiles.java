package dev.updraft.parser;

import org.jspecify.annotations.Nullable;

/** The files that a DAG file may name, such as {@code schedule.file}. */
@FunctionalInterface
public interface OtherFiles {
  /** No files. */
  OtherFiles NONE = _ -> null;

  /** The text of a file; null if it is not there. */
  @Nullable String text(String path);
}
