package dev.updraft.parser.yaml;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code $NAME} and {@code ${NAME}} in a text, as Python's os.path.expandvars reads them. */
public final class EnvironmentVariables {
  private static final Pattern REFERENCE = Pattern.compile("\\$(?:([A-Za-z0-9_]+)|\\{([^}]*)\\})");
  private static final Pattern NAME = Pattern.compile("\\$([A-Za-z0-9_]+)()");

  private EnvironmentVariables() {}

  /** The text with the variables' values; what has no value stays as it is written. */
  public static String expand(String text, Map<String, String> variables) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    // After the last brace no other can be sought, which would take the rest's length each time.
    int bracesEnd = text.lastIndexOf('}') + 1;
    return expand(REFERENCE, text.substring(0, bracesEnd), variables)
        + expand(NAME, text.substring(bracesEnd), variables);
  }

  private static String expand(Pattern pattern, String text, Map<String, String> variables) {
    return pattern
        .matcher(text)
        .replaceAll(match -> {
          var name = match.group(1) == null ? match.group(2) : match.group(1);
          return Matcher.quoteReplacement(variables.getOrDefault(name, match.group()));
        });
  }
}
