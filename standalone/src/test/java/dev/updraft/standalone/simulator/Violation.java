package dev.updraft.standalone.simulator;

/** Something that must never be has been. */
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Violation(String message) {
    super(message);
  }
}
