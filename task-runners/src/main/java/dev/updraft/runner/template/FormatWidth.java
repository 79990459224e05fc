package dev.updraft.runner.template;

import org.jspecify.annotations.Nullable;

/** Widths, precisions and positions in formats: digits that a template's author wrote. */
final class FormatWidth {
  private static final int MAX = 1_000_000;
  private static final int DIGITS_MAX = 7;

  private FormatWidth() {}

  /**
   * The number, counted as the text it will make.
   *
   * @param digits nothing but digits; empty or null if there are none
   * @throws TemplateException if it is too large
   */
  static int of(@Nullable String digits, int otherwise) {
    if (digits == null || digits.isEmpty()) {
      return otherwise;
    }
    var plain = digits.replaceFirst("^0+(?=.)", "");
    if (plain.length() > DIGITS_MAX || Integer.parseInt(plain) > MAX) {
      throw new TemplateException("%.20s in a format is above %d".formatted(plain, MAX));
    }
    int number = Integer.parseInt(plain);
    Meter.text(number);
    return number;
  }
}
