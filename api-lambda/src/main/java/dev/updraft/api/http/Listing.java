package dev.updraft.api.http;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A list as a call asks for it: filtered, ordered, and one page of it with the total.
 *
 * @param <T> what it holds
 */
public final class Listing<T> {
  /** How many items a page has unless the call says, as Airflow's {@code fallback_page_limit}. */
  public static final int LIMIT_DEFAULT = 50;

  /** How many items a page has at most, as Airflow's {@code maximum_page_limit}. */
  public static final int LIMIT_MAX = 100;

  /** How long a pattern may be: room for four ids of 250 characters. */
  static final int PATTERN_LENGTH_MAX = 1_000;

  private final Call call;
  private Stream<T> items;

  private Listing(Call call, List<T> items) {
    this.call = call;
    this.items = items.stream();
  }

  /** The items a call may see. */
  public static <T> Listing<T> of(Call call, List<T> items) {
    return new Listing<>(call, items);
  }

  /** Keeps what a rule allows. */
  public Listing<T> where(Predicate<T> rule) {
    items = items.filter(rule);
    return this;
  }

  /**
   * Filters by {@code <name>_pattern} and {@code <name>_prefix_pattern}.
   *
   * @throws ApiProblem 422 if one is longer than {@link #PATTERN_LENGTH_MAX}
   */
  public Listing<T> pattern(String name, Function<T, @Nullable String> text) {
    var anywhere = patternOf(name + "_pattern");
    if (anywhere != null) {
      keep(text, Matching.anywhere(anywhere));
    }
    var prefix = patternOf(name + "_prefix_pattern");
    if (prefix != null) {
      keep(text, Matching.prefix(prefix));
    }
    return this;
  }

  private @Nullable String patternOf(String parameter) {
    var pattern = call.query(parameter);
    if (pattern != null && pattern.length() > PATTERN_LENGTH_MAX) {
      throw ApiProblem.invalid(
          "string_too_long",
          List.of("query", parameter),
          "String should have at most " + PATTERN_LENGTH_MAX + " characters",
          pattern,
          new Fields().put("max_length", PATTERN_LENGTH_MAX));
    }
    return pattern;
  }

  /** Keeps the items that have one of a parameter's values, if it was sent. */
  public Listing<T> anyOf(String parameter, Function<T, @Nullable String> text) {
    var wanted = new HashSet<>(call.queries(parameter));
    if (!wanted.isEmpty()) {
      keep(text, wanted::contains);
    }
    return this;
  }

  /**
   * Keeps the items in one of a parameter's states, if it was sent; {@code none} and {@code
   * no_status} are the state that has no name.
   *
   * @param valid the states there are
   * @throws ApiProblem 422 if there is no such state
   */
  public Listing<T> states(
      String parameter, List<String> valid, Function<T, @Nullable String> state) {
    var wanted = new HashSet<String>();
    for (var value : call.queries(parameter)) {
      boolean none = value.equals("none") || value.equals("no_status");
      if (!none && !valid.contains(value)) {
        throw ApiProblem.of(
            422, "Invalid value for state. Valid values are " + String.join(", ", valid));
      }
      wanted.add(none ? "" : value);
    }
    if (!wanted.isEmpty()) {
      where(item -> wanted.contains(orEmpty(state.apply(item))));
    }
    return this;
  }

  /**
   * Keeps the items that have the one state a parameter says, if it was sent.
   *
   * @param valid the states there are
   * @throws ApiProblem 422 if there is no such state
   */
  public Listing<T> state(
      String parameter, List<String> valid, Function<T, @Nullable String> state) {
    var wanted = call.query(parameter);
    if (wanted == null) {
      return this;
    }
    if (!valid.contains(wanted)) {
      throw ApiProblem.notAmong("enum", List.of("query", parameter), valid, wanted);
    }
    return where(item -> wanted.equals(state.apply(item)));
  }

  /**
   * Keeps the items that have one of a parameter's values, if it was sent.
   *
   * @param what what the values are called
   * @param valid the values there are
   * @throws ApiProblem 422 if there is no such value
   */
  public Listing<T> kinds(
      String parameter, String what, List<String> valid, Function<T, @Nullable String> kind) {
    for (var value : call.queries(parameter)) {
      if (!valid.contains(value)) {
        throw ApiProblem.of(
            422,
            "Invalid value for %s. Valid values are %s".formatted(what, String.join(", ", valid)));
      }
    }
    return anyOf(parameter, kind);
  }

  /** Filters by {@code <name>_gte}, {@code _gt}, {@code _lte} and {@code _lt}. */
  public Listing<T> times(String name, Function<T, @Nullable Instant> time) {
    range(call.queryTime(name + "_gte"), time, order -> order >= 0);
    range(call.queryTime(name + "_gt"), time, order -> order > 0);
    range(call.queryTime(name + "_lte"), time, order -> order <= 0);
    range(call.queryTime(name + "_lt"), time, order -> order < 0);
    return this;
  }

  /** Filters by {@code <name>_gte}, {@code _gt}, {@code _lte} and {@code _lt}. */
  public Listing<T> numbers(String name, Function<T, @Nullable Double> number) {
    range(call.queryNumber(name + "_gte"), number, order -> order >= 0);
    range(call.queryNumber(name + "_gt"), number, order -> order > 0);
    range(call.queryNumber(name + "_lte"), number, order -> order <= 0);
    range(call.queryNumber(name + "_lt"), number, order -> order < 0);
    return this;
  }

  /** The page the call asks for. */
  public Paging<T> page(Order<T> order, String... otherwise) {
    int limit = Math.min(call.queryInt("limit", LIMIT_DEFAULT, 0), LIMIT_MAX);
    int offset = call.queryInt("offset", 0, 0);
    var all = items.sorted(order.of(call, List.of(otherwise))).toList();
    int from = Math.min(offset, all.size());
    return new Paging<>(all.subList(from, Math.min(from + limit, all.size())), all.size());
  }

  private void keep(Function<T, @Nullable String> text, Predicate<String> rule) {
    where(item -> {
      var value = text.apply(item);
      return value != null && rule.test(value);
    });
  }

  private <C extends Comparable<C>> void range(
      @Nullable C bound, Function<T, @Nullable C> part, Predicate<Integer> rule) {
    if (bound != null) {
      where(item -> {
        var value = part.apply(item);
        return value != null && rule.test(value.compareTo(bound));
      });
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /**
   * A page.
   *
   * @param items its items
   * @param total how many items there are on all pages
   * @param <T> what it holds
   */
  public record Paging<T>(List<T> items, int total) {
    /** Airflow's shape of it. */
    public Fields as(String name, Function<T, Fields> shape) {
      return Fields.list(name, items.stream().map(shape).toList(), total);
    }
  }
}
