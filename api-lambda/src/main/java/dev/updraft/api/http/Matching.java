package dev.updraft.api.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Airflow's searches: terms split by a bar, any of which may match. */
final class Matching {
  private Matching() {}

  /** Whether a text holds a term, whatever the letters' size; % is any text and _ any letter. */
  static Predicate<String> anywhere(String value) {
    var terms = terms(value.equals("~") ? "%" : value).stream().map(Matching::like).toList();
    return text -> terms.stream().anyMatch(term -> term.matcher(text).find());
  }

  /** Whether a text begins with a term, taken by the letter. */
  static Predicate<String> prefix(String value) {
    var terms = terms(value);
    return text -> terms.stream().anyMatch(text::startsWith);
  }

  private static List<String> terms(String value) {
    var terms =
        Arrays.stream(value.split("\\|", -1)).map(String::strip).filter(t -> !t.isEmpty()).toList();
    return terms.isEmpty() ? List.of(value) : terms;
  }

  private static Pattern like(String term) {
    var regex = new StringBuilder();
    for (char letter : term.toLowerCase(Locale.ROOT).toCharArray()) {
      regex.append(
          switch (letter) {
            case '%' -> ".*";
            case '_' -> ".";
            default -> Pattern.quote(String.valueOf(letter));
          });
    }
    return Pattern.compile(
        regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }
}
