package dev.updraft.localstack;

import org.jspecify.annotations.Nullable;

/** There are no services for the journeys; the message says in one line what is missing. */
final class UnusableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
