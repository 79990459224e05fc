package dev.updraft.infra.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines with amounts and prices, and their sum. */
final class Bill {
  /**
   * A line.
   *
   * @param what what is paid for
   * @param amount how much of it, in words
   * @param list its list price, in US dollars
   * @param free its price beyond what is free
   */
  record Line(String what, String amount, double list, double free) {}

  final List<Line> lines = new ArrayList<>();

  void add(String what, String amount, double list, double free) {
    lines.add(new Line(what, amount, list, free));
  }

  double list() {
    return lines.stream().mapToDouble(Line::list).sum();
  }

  double free() {
    return lines.stream().mapToDouble(Line::free).sum();
  }

  /** A Markdown table. */
  String table(String unit, boolean withFree) {
    var text = new StringBuilder();
    text.append("| | ").append(unit).append(" | list price, $ |");
    text.append(withFree ? " beyond free allowances, $ |\n" : "\n");
    text.append("|---|---|---|").append(withFree ? "---|\n" : "\n");
    for (var line : lines) {
      row(text, line.what(), line.amount(), line.list(), line.free(), withFree, "");
    }
    row(text, "sum", "", list(), free(), withFree, "**");
    return text.toString();
  }

  private static void row(
      StringBuilder text,
      String what,
      String amount,
      double list,
      double free,
      boolean withFree,
      String mark) {
    text.append("| %s | %s | %s%s%s |".formatted(what, amount, mark, dollars(list), mark));
    text.append(withFree ? " %s%s%s |\n".formatted(mark, dollars(free), mark) : "\n");
  }

  static String dollars(double amount) {
    return String.format(Locale.ROOT, "%.3f", amount);
  }
}
