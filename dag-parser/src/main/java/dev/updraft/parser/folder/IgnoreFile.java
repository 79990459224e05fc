package dev.updraft.parser.folder;

import dev.updraft.core.dag.SteppedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One {@code .airflowignore}, whose lines Airflow 3.3.2's file_discovery reads the same way. */
final class IgnoreFile {
  private static final System.Logger LOG = System.getLogger(IgnoreFile.class.getName());
  private static final Pattern COMMENT = Pattern.compile("\\s*#.*");

  private final List<Line> lines = new ArrayList<>();

  private sealed interface Line {
    record Glob(GlobPattern pattern) implements Line {}

    record Regexp(Pattern pattern) implements Line {}
  }

  private IgnoreFile() {}

  /** The file with this text; a line that is no pattern is left out. */
  static IgnoreFile parse(String text, IgnoreSyntax syntax) {
    var file = new IgnoreFile();
    text.lines()
        .map(line -> COMMENT.matcher(line).replaceAll(""))
        .filter(line -> !line.isEmpty())
        .forEach(line -> file.add(line, syntax));
    return file;
  }

  private void add(String line, IgnoreSyntax syntax) {
    try {
      switch (syntax) {
        case REGEXP -> lines.add(new Line.Regexp(Pattern.compile(line)));
        case GLOB -> {
          var pattern = GlobPattern.of(line);
          if (pattern != null) {
            lines.add(new Line.Glob(pattern));
          }
        }
      }
    } catch (PatternSyntaxException | StackOverflowError e) {
      // As in Airflow, a line that is no pattern ignores nothing; nor does one nested too deep.
      return;
    }
  }

  /**
   * Whether it ignores a path, or, with a glob that begins with {@code !}, takes it back; empty if
   * no line speaks of it. The last line that does counts.
   *
   * @param below the path below the file's folder, which globs are matched with
   * @param path the path below the DAG folder, which regular expressions are sought in
   */
  Optional<Boolean> ignores(String below, String path, boolean folder) {
    Optional<Boolean> decision = Optional.empty();
    var slow = new ArrayList<Line>();
    for (var line : lines) {
      try {
        switch (line) {
          case Line.Regexp(var pattern) when pattern.matcher(SteppedText.of(path)).find() ->
              decision = Optional.of(true);
          case Line.Glob(var pattern) when pattern.matches(below, folder) ->
              decision = Optional.of(pattern.ignores());
          case Line.Regexp _, Line.Glob _ -> {
            // It speaks of other paths.
          }
        }
      } catch (SteppedText.TooManyStepsException | StackOverflowError e) {
        slow.add(line);
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} of an .airflowignore takes more than {1} steps to match {2}, so it ignores nothing from here on",
            "%.200s".formatted(line),
            SteppedText.STEPS_MAX,
            path);
      }
    }
    lines.removeAll(slow);
    return decision;
  }
}
