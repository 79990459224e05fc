package dev.updraft.api.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a list may be ordered by.
 *
 * @param <T> what the list holds
 */
public final class Order<T> {
  private static final int KEYS_MAX = 10;
  private final Map<String, Comparator<T>> ascending = new LinkedHashMap<>();
  private final Map<String, Comparator<T>> descending = new LinkedHashMap<>();

  /** Allows an attribute; items without it come last going up and first going down. */
  public <C extends Comparable<? super C>> Order<T> by(String name, Function<T, @Nullable C> key) {
    Comparator<@Nullable C> up = Comparator.nullsLast(Comparator.naturalOrder());
    ascending.put(name, (one, other) -> up.compare(key.apply(one), key.apply(other)));
    descending.put(name, (one, other) -> up.compare(key.apply(other), key.apply(one)));
    return this;
  }

  /** Items in the order a call asks for, all of them. */
  public List<T> sorted(Call call, List<T> items, String... otherwise) {
    return items.stream().sorted(of(call, List.of(otherwise))).toList();
  }

  /**
   * The order a call asks for with {@code order_by}.
   *
   * @param otherwise the order of those that do not ask
   * @throws ApiProblem 400 if an attribute is not allowed
   */
  Comparator<T> of(Call call, List<String> otherwise) {
    var asked = call.queries("order_by");
    var names = asked.isEmpty() ? otherwise : asked;
    if (names.size() > KEYS_MAX) {
      throw ApiProblem.badRequest(
          "Ordering with more than %d parameters is not allowed. Provided: %s"
              .formatted(KEYS_MAX, names));
    }
    var comparators = new ArrayList<Comparator<T>>();
    names.forEach(name -> comparators.add(one(name)));
    return comparators.stream().reduce(Comparator::thenComparing).orElse((_, _) -> 0);
  }

  private Comparator<T> one(String name) {
    var bare = name.startsWith("-") ? name.substring(1) : name;
    var comparator = (name.startsWith("-") ? descending : ascending).get(bare);
    if (comparator == null) {
      throw ApiProblem.badRequest(
          "Ordering with '%s' is disallowed or the attribute does not exist on the model"
              .formatted(bare));
    }
    return comparator;
  }
}
