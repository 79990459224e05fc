package dev.updraft.scheduler;

/** The end of a process. An error, so that no shell that handles exceptions goes on after it. */
final class Death extends Error {
  private static final long serialVersionUID = 1L;

  Death(String where) {
    super(where, null, false, false);
  }
}
