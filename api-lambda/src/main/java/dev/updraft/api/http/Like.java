package dev.updraft.api.http;

import java.util.Arrays;
import java.util.List;

/**
 * One term of a search in SQL's {@code ILIKE}: % stands for any text, _ for one letter, and the
 * size of letters does not matter. It is sought in time that grows with the term's length times the
 * text's, whatever either holds: each piece between two % is taken where it is found first, and
 * never sought again.
 */
final class Like {
  private static final int ANY_LETTER = -1;

  private final List<int[]> pieces;

  private Like(List<int[]> pieces) {
    this.pieces = pieces;
  }

  static Like of(String term) {
    return new Like(
        Arrays.stream(term.split("%", -1))
            .filter(piece -> !piece.isEmpty())
            .map(piece -> piece.codePoints().map(Like::letter).toArray())
            .toList());
  }

  /** Whether the text holds the term. */
  boolean isIn(CharSequence text) {
    int from = 0;
    for (var piece : pieces) {
      int end = -1;
      for (int start = from; end < 0 && start < text.length(); start = next(text, start)) {
        end = endOf(piece, text, start);
      }
      if (end < 0) {
        return false;
      }
      from = end;
    }
    return true;
  }

  /** Where a piece that begins here ends; negative if none begins here. */
  private static int endOf(int[] piece, CharSequence text, int start) {
    int at = start;
    for (int letter : piece) {
      if (at >= text.length()) {
        return -1;
      }
      if (letter != ANY_LETTER && letter != folded(Character.codePointAt(text, at))) {
        return -1;
      }
      at = next(text, at);
    }
    return at;
  }

  private static int next(CharSequence text, int at) {
    return at + Character.charCount(Character.codePointAt(text, at));
  }

  private static int letter(int codePoint) {
    return codePoint == '_' ? ANY_LETTER : folded(codePoint);
  }

  private static int folded(int codePoint) {
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }
}
