package dev.updraft.parser.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One {@code .airflowignore}: paths are judged relative to its folder. */
final class IgnoreFile {
  private final List<Line> lines = new ArrayList<>();
  private final IgnoreSyntax syntax;

  private record Line(Pattern pattern, boolean ignored, boolean foldersOnly) {}

  private IgnoreFile(IgnoreSyntax syntax) {
    this.syntax = syntax;
  }

  /** The file with this text; a line that is no pattern is left out. */
  static IgnoreFile parse(String text, IgnoreSyntax syntax) {
    var file = new IgnoreFile(syntax);
    text.lines()
        .map(line -> line.split("#", 2)[0].strip())
        .filter(line -> !line.isEmpty())
        .forEach(file::add);
    return file;
  }

  private void add(String line) {
    try {
      lines.add(
          switch (syntax) {
            case REGEXP -> new Line(Pattern.compile(line), true, false);
            case GLOB -> glob(line);
          });
    } catch (PatternSyntaxException e) {
      // As in Airflow, a line that is no pattern ignores nothing.
      return;
    }
  }

  /**
   * Whether it ignores a path, or, with a line that begins with {@code !}, takes it back; empty if
   * no line speaks of it. The last line that does counts.
   *
   * @param path below the file's folder for globs, below the DAG folder for regular expressions
   */
  Optional<Boolean> ignores(String path, boolean folder) {
    Optional<Boolean> decision = Optional.empty();
    for (var line : lines) {
      boolean speaks =
          switch (syntax) {
            case REGEXP -> line.pattern().matcher(folder ? path + "/" : path).find();
            case GLOB -> (folder || !line.foldersOnly()) && line.pattern().matcher(path).matches();
          };
      if (speaks) {
        decision = Optional.of(line.ignored());
      }
    }
    return decision;
  }

  private static Line glob(String line) {
    boolean ignored = !line.startsWith("!");
    var text = ignored ? line : line.substring(1);
    boolean foldersOnly = text.endsWith("/");
    var path = foldersOnly ? text.substring(0, text.length() - 1) : text;
    boolean anchored = path.contains("/");
    var relative = path.startsWith("/") ? path.substring(1) : path;
    var regex = (anchored ? "" : "(?:.*/)?") + regex(relative);
    return new Line(Pattern.compile(regex, Pattern.DOTALL), ignored, foldersOnly);
  }

  private static String regex(String glob) {
    var regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 3;
        continue;
      }
      if (glob.startsWith("**", i)) {
        regex.append(".*");
        i += 2;
        continue;
      }
      int close = c == '[' ? glob.indexOf(']', i + 2) : -1;
      if (close > 0) {
        var inside = glob.substring(i + 1, close).replace("\\", "\\\\").replace("[", "\\[");
        regex.append('[').append(inside.startsWith("!") ? "^" + inside.substring(1) : inside);
        regex.append(']');
        i = close + 1;
        continue;
      }
      regex.append(
          switch (c) {
            case '*' -> "[^/]*";
            case '?' -> "[^/]";
            default -> Pattern.quote(String.valueOf(c));
          });
      i++;
    }
    return regex.toString();
  }
}
