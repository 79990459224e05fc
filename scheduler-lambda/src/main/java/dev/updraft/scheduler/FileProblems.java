package dev.updraft.scheduler;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A file's problems as its row keeps them: the first of them, and how many more there are. */
final class FileProblems {
  /** More than anybody reads, and a quarter of what a row can hold. */
  static final int BYTES_MAX = 100_000;

  static final int LINES_MAX = 100;

  /** How long what is said may be, beside the path. */
  static final int TEXT_CHARS_MAX = 2_000;

  private FileProblems() {}

  /** What is wrong with a file as a whole. */
  static String ofAll(String path, String problem) {
    return "%s:1:1: %s".formatted(path, problem);
  }

  /** The first lines, each cut, and a last one that counts the others. */
  static List<String> bounded(String path, List<String> lines) {
    var kept = new ArrayList<String>();
    int bytes = 0;
    for (var line : lines) {
      var cut = cut(line, path.length() + TEXT_CHARS_MAX);
      bytes += cut.getBytes(StandardCharsets.UTF_8).length;
      if (kept.size() == LINES_MAX || (bytes > BYTES_MAX && !kept.isEmpty())) {
        kept.add(ofAll(path, "and %,d more problems".formatted(lines.size() - kept.size())));
        break;
      }
      kept.add(cut);
    }
    return List.copyOf(kept);
  }

  private static String cut(String line, int charsMax) {
    if (line.length() <= charsMax) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
    return line.substring(0, end) + "… (%,d characters in all)".formatted(line.length());
  }
}
