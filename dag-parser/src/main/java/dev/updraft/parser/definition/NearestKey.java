package dev.updraft.parser.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which known word a word was probably meant to be. */
final class NearestKey {
  private static final int LENGTH_MAX = 100;

  private NearestKey() {}

  /**
   * The known word that is at most two slips away (one for words of up to four letters), if there
   * is one. A slip is a letter too much, a letter too few, a wrong letter, or two letters swapped.
   */
  static Optional<String> of(String word, Collection<String> known) {
    if (word.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    int max = word.length() <= 4 ? 1 : 2;
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= max)
        .filter(candidate -> distance(word, candidate) <= max)
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code ", did you mean x?"}, or nothing. */
  static String hint(String word, Collection<String> known) {
    return of(word, known).map(near -> ", did you mean " + near + "?").orElse("");
  }

  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + same);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
