package dev.updraft.parser.yaml;

import dev.updraft.core.dag.Position;

/** Places in texts, counted. */
public final class Positions {
  private Positions() {}

  /** The place of the character at an index. */
  public static Position of(String file, CharSequence text, int index) {
    int line = 1;
    int lineStart = 0;
    int end = Math.min(index, text.length());
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(file, line, end - lineStart + 1);
  }
}
