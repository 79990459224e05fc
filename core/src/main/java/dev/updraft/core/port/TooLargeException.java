package dev.updraft.core.port;

/**
 * A store has refused something because of its size, and would refuse it each time. Nothing of it
 * is stored.
 */
public final class TooLargeException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** With what is too large, and the sizes. */
  public TooLargeException(String message) {
    super(message);
  }

  /**
   * Nothing if {@code bytes} are allowed.
   *
   * @param what what is stored, such as {@code the note of run orders/r1}
   * @throws TooLargeException if they are not
   */
  public static void check(String what, long bytes, long bytesMax) {
    if (bytes > bytesMax) {
      throw new TooLargeException(
          "%s is too large: %,d bytes, at most %,d are possible".formatted(what, bytes, bytesMax));
    }
  }
}
