package dev.updraft.runner.sensor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Matching by patterns of users', which may take for ever: it ends when the thread is told to. */
final class Patience {
  private Patience() {}

  /** A matcher that ends with an {@link IllegalStateException} once its thread is interrupted. */
  static Matcher matcher(Pattern pattern, String text) {
    return pattern.matcher(new Watched(text));
  }

  /** The engine asks for each character, however often it comes back to it. */
  private record Watched(CharSequence text) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted while a pattern was matched");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Watched(text.subSequence(start, end));
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
