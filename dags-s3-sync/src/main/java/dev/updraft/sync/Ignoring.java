package dev.updraft.sync;

import dev.updraft.parser.folder.IgnoreSyntax;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How {@code .airflowignore} is written: as the option says, else Airflow's variable, else globs.
 */
final class Ignoring {
  private static final String VARIABLE = "AIRFLOW__CORE__DAG_IGNORE_FILE_SYNTAX";

  private Ignoring() {}

  static IgnoreSyntax syntax(@Nullable IgnoreSyntax option, Map<String, String> variables) {
    if (option != null) {
      return option;
    }
    var word = variables.getOrDefault(VARIABLE, "");
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "", "glob" -> IgnoreSyntax.GLOB;
      case "regexp" -> IgnoreSyntax.REGEXP;
      default ->
          throw new CallException("%s is '%s'; it can be glob or regexp".formatted(VARIABLE, word));
    };
  }
}
