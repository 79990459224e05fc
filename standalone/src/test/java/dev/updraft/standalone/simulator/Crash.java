package dev.updraft.standalone.simulator;

/** A process has died. An error, so that no shell that handles exceptions goes on after it. */
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash(String where) {
    super(where, null, false, false);
  }
}
