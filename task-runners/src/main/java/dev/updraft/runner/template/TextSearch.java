package dev.updraft.runner.template;

/** What the search of a text in another costs. */
final class TextSearch {
  private static final int COMPARED_IN_A_STEP = 1_024;

  private TextSearch() {}

  /** Counts a search that is about to be made: at worst each place is compared to the end. */
  static void counted(String text, String part) {
    long places = Math.max(0, text.length() - part.length() + 1L);
    Meter.steps(1 + places * Math.max(1, part.length()) / COMPARED_IN_A_STEP);
  }
}
