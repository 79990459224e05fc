package dev.updraft.core.dag;

/**
 * A text for expressions that somebody else wrote: Java's matcher may go over a text again and
 * again, so it may look at a letter of this one so often and no more.
 */
public final class SteppedText implements CharSequence {
  /** Above what any sensible expression needs for a text of some thousand characters. */
  public static final int STEPS_MAX = 1_000_000;

  private final CharSequence text;
  private int steps;

  private SteppedText(CharSequence text) {
    this.text = text;
  }

  /** This text, not looked at yet. */
  public static SteppedText of(CharSequence text) {
    return new SteppedText(text);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (++steps > STEPS_MAX) {
      throw new TooManyStepsException();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** The expression takes too long. */
  public static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyStepsException() {
      super("more than " + STEPS_MAX + " steps", null, false, false);
    }
  }
}
