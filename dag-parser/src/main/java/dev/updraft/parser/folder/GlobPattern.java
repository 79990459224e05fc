package dev.updraft.parser.folder;

import dev.updraft.core.dag.SteppedText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One line of a {@code .airflowignore} in glob syntax, which is that of {@code .gitignore} as the
 * library pathspec reads it for Airflow.
 *
 * @param pattern sought in a path; folders end with a slash
 * @param ignores whether it ignores what it matches, or takes it back
 * @param foldersOnly whether it speaks of folders only
 * @param nameOnly whether it looks at the name alone, at any depth, or at the path below its file
 */
record GlobPattern(Pattern pattern, boolean ignores, boolean foldersOnly, boolean nameOnly) {
  private static final String ANY_FOLDERS = "**";

  /**
   * The line's pattern; null if it can match nothing.
   *
   * @throws PatternSyntaxException if it is no pattern
   */
  static @Nullable GlobPattern of(String line) {
    var text = withoutTrailingSpace(line);
    if (text.equals("/")) {
      return null;
    }
    boolean ignores = !text.startsWith("!");
    var glob = ignores ? text : text.substring(1);
    var regex = regex(glob);
    if (regex == null) {
      return null;
    }
    var unended = withoutTrailingSlashes(text);
    boolean nameOnly = !text.startsWith("/") && !unended.contains("/");
    return new GlobPattern(Pattern.compile(regex), ignores, glob.endsWith("/"), nameOnly);
  }

  /** Whether it speaks of a path, given below its file's folder. */
  boolean matches(String path, boolean folder) {
    if (foldersOnly && !folder) {
      return false;
    }
    var judged = nameOnly ? path.substring(path.lastIndexOf('/') + 1) : path;
    return pattern.matcher(SteppedText.of(folder ? judged + "/" : judged)).find();
  }

  private static String withoutTrailingSpace(String line) {
    var text = line.stripTrailing();
    return text.endsWith("\\") && text.length() < line.length() ? text + " " : text;
  }

  private static String withoutTrailingSlashes(String text) {
    var rest = text;
    while (rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    return rest;
  }

  private static @Nullable String regex(String glob) {
    if (glob.isEmpty()) {
      throw new PatternSyntaxException("nothing after !", glob, 0);
    }
    var segments = segments(glob);
    if (segments.equals(List.of(ANY_FOLDERS))) {
      return glob.endsWith("/") ? "/" : ".";
    }
    if (segments.equals(List.of(ANY_FOLDERS, "*"))) {
      return ".";
    }
    var regex = new StringBuilder("^");
    for (int i = 0; i < segments.size(); i++) {
      boolean last = i == segments.size() - 1;
      var segment = segments.get(i);
      if (segment.equals(ANY_FOLDERS)) {
        regex.append(i == 0 ? "(?:.+/)?" : last ? "/" : "(?:/.+)?");
        continue;
      }
      boolean afterSlash = i == 0 || (i == 1 && segments.getFirst().equals(ANY_FOLDERS));
      regex.append(afterSlash ? "" : "/");
      var part = segment.equals("*") ? "[^/]+" : GlobSegment.regex(segment);
      if (part == null) {
        return null;
      }
      regex.append(part).append(last ? "(?:/|$)" : "");
    }
    return regex.toString();
  }

  /** The parts between slashes; where any folders may stand there is one {@code **}. */
  private static List<String> segments(String glob) {
    var parts = new ArrayList<>(List.of(glob.split("/", -1)));
    boolean single = parts.size() == 1 || (parts.size() == 2 && parts.getLast().isEmpty());
    if (parts.getFirst().isEmpty()) {
      parts.removeFirst();
    } else if (single) {
      parts.addFirst(ANY_FOLDERS);
    }
    if (parts.size() > 1 && parts.getLast().isEmpty()) {
      parts.set(parts.size() - 1, ANY_FOLDERS);
    }
    var segments = new ArrayList<String>();
    for (var part : parts) {
      boolean again = part.equals(ANY_FOLDERS) && !segments.isEmpty();
      if (!again || !segments.getLast().equals(ANY_FOLDERS)) {
        segments.add(part);
      }
    }
    return segments;
  }
}
