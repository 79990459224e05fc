package dev.updraft.parser.folder;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What stands between two slashes of a glob, as a regular expression. */
final class GlobSegment {
  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int at;

  private GlobSegment(String glob) {
    this.glob = glob;
  }

  /**
   * The expression; null if a bracket is not closed, which makes the glob match nothing.
   *
   * @throws PatternSyntaxException if it ends with a backslash
   */
  static @Nullable String regex(String glob) {
    var segment = new GlobSegment(glob);
    while (segment.at < glob.length()) {
      if (!segment.read()) {
        return null;
      }
    }
    return segment.regex.toString();
  }

  private boolean read() {
    char c = glob.charAt(at);
    at++;
    switch (c) {
      case '*' -> regex.append("[^/]*");
      case '?' -> regex.append("[^/]");
      case '\\' -> escaped();
      case '[' -> {
        return bracket();
      }
      default -> regex.append(Pattern.quote(String.valueOf(c)));
    }
    return true;
  }

  private void escaped() {
    if (at == glob.length()) {
      throw new PatternSyntaxException("nothing after the backslash", glob, at - 1);
    }
    regex.append(Pattern.quote(String.valueOf(glob.charAt(at))));
    at++;
  }

  private boolean bracket() {
    int from = at;
    boolean negated = from < glob.length() && "!^".indexOf(glob.charAt(from)) >= 0;
    from += negated ? 1 : 0;
    int close = glob.indexOf(']', from + 1);
    if (close < 0) {
      return false;
    }
    regex.append(negated ? "[^" : "[");
    for (char c : glob.substring(from, close).toCharArray()) {
      regex.append("\\[]&^".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
    }
    regex.append(']');
    at = close + 1;
    return true;
  }
}
