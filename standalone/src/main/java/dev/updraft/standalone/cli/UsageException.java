package dev.updraft.standalone.cli;

/** What was asked cannot be done; the message says why and what to do. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
