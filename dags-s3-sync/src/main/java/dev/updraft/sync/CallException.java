package dev.updraft.sync;

/** What was asked cannot be done; the message says why and what to do. */
final class CallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CallException(String message) {
    super(message);
  }
}
