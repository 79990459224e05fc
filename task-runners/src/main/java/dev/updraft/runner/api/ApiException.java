package dev.updraft.runner.api;

/** The server refused a call, or could not be reached. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The status of a call that was never answered. */
  public static final int NO_ANSWER = 0;

  private final int status;

  ApiException(int status, String message) {
    super(message);
    this.status = status;
  }

  ApiException(String message, Throwable cause) {
    super(message, cause);
    this.status = NO_ANSWER;
  }

  /** The HTTP status, {@link #NO_ANSWER} if there was no answer. */
  public int status() {
    return status;
  }
}
