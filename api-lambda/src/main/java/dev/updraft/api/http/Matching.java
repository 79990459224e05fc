package dev.updraft.api.http;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Airflow's searches: terms split by a bar, any of which may match. */
final class Matching {
  private Matching() {}

  /** Whether a text holds a term, whatever the letters' size; % is any text and _ any letter. */
  static Predicate<String> anywhere(String value) {
    var terms = terms(value.equals("~") ? "%" : value).stream().map(Like::of).toList();
    return text -> terms.stream().anyMatch(term -> term.isIn(text));
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
}
