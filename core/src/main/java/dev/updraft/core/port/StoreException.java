package dev.updraft.core.port;

/** A store could not be reached, or refused for a reason that is not the caller's. */
public sealed class StoreException extends RuntimeException permits TooLargeException {
  private static final long serialVersionUID = 1L;

  /** With what was being done, to which thing, and why it failed. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** With what was being done, to which thing, and why it failed. */
  public StoreException(String message) {
    super(message);
  }
}
