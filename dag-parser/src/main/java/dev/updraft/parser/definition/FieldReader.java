package dev.updraft.parser.definition;

import dev.updraft.core.dag.Position;
import dev.updraft.parser.yaml.Value;
import dev.updraft.parser.yaml.Value.Entry;
import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.Value.Items;
import dev.updraft.parser.yaml.Value.Leaf;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of one mapping as the types they must have. What does not fit is recorded as an
 * error and read as if it were absent.
 */
final class FieldReader {
  private final Position at;
  private final Map<String, Entry> entries;
  private final Problems problems;

  FieldReader(Position at, Map<String, Entry> entries, Problems problems) {
    this.at = at;
    this.entries = entries;
    this.problems = problems;
  }

  /** The value of a key; null if it is absent or null. */
  @Nullable Value value(String key) {
    var entry = entries.get(key);
    return entry == null || entry.value().isNull() ? null : entry.value();
  }

  /** Where a key stands; where the mapping begins if it is absent. */
  Position at(String key) {
    var entry = entries.get(key);
    return entry == null ? at : entry.at();
  }

  void error(String key, String message) {
    problems.error(at(key), key, message);
  }

  @Nullable String text(String key) {
    return switch (value(key)) {
      case null -> null;
      case Leaf leaf -> leaf.value() instanceof String text ? text : leaf.text();
      case Value other -> {
        wrong(key, "text", other);
        yield null;
      }
    };
  }

  String text(String key, String otherwise) {
    var text = text(key);
    return text == null ? otherwise : text;
  }

  boolean truth(String key, boolean otherwise) {
    var truth = truth(key);
    return truth == null ? otherwise : truth;
  }

  @Nullable Boolean truth(String key) {
    return switch (value(key)) {
      case null -> null;
      case Leaf(_, Boolean truth, _) -> truth;
      case Leaf(_, Long number, _) when number == 0 || number == 1 -> number == 1;
      case Leaf(_, String text, _) when spelled(text) -> {
        problems.warn(at(key), key, "a boolean is written as text; it is read as what it says");
        yield Boolean.parseBoolean(text.strip().toLowerCase(Locale.ROOT));
      }
      case Value other -> {
        wrong(key, "true or false", other);
        yield null;
      }
    };
  }

  private static boolean spelled(String text) {
    return text.strip().equalsIgnoreCase("true") || text.strip().equalsIgnoreCase("false");
  }

  int whole(String key, int otherwise, int min) {
    var number = whole(key, min);
    return number == null ? otherwise : number;
  }

  @Nullable Integer whole(String key, int min) {
    var number =
        switch (value(key)) {
          case null -> null;
          case Leaf(_, Long whole, _) -> whole;
          case Leaf(_, Double decimal, _) when decimal == Math.rint(decimal) ->
              (Long) decimal.longValue();
          case Leaf(_, String text, _) when text.matches("-?\\d{1,9}") -> Long.valueOf(text);
          case Value other -> {
            wrong(key, "a whole number", other);
            yield null;
          }
        };
    if (number == null) {
      return null;
    }
    if (number < min || number > Integer.MAX_VALUE) {
      error(key, "is " + number + ", it must be at least " + min);
      return null;
    }
    return number.intValue();
  }

  /** Airflow reads true as a doubling, false as none. */
  double backoff(String key) {
    double multiplier =
        switch (value(key)) {
          case null -> 0;
          case Leaf(_, Boolean truth, _) -> truth ? 2 : 0;
          case Leaf(_, Long number, _) -> number;
          case Leaf(_, Double number, _) -> number;
          case Value other -> {
            wrong(key, "true, false or a number", other);
            yield 0;
          }
        };
    if (multiplier < 0 || !Double.isFinite(multiplier)) {
      error(key, "is " + multiplier + ", it must not be negative");
      return 0;
    }
    return multiplier;
  }

  @Nullable Duration duration(String key) {
    return read(
        key,
        value -> {
          var duration = Durations.read(value);
          if (duration.isNegative()) {
            throw new IllegalArgumentException("is negative: " + duration);
          }
          return duration;
        });
  }

  @Nullable Instant date(String key, ZoneId zone, Instant now) {
    var read = read(key, value -> Dates.read(value, zone, now));
    if (read != null && read.otherOffset()) {
      problems.warn(
          at(key), key, "the written offset is not that of " + zone + ", which counts here");
    }
    return read == null ? null : read.at();
  }

  @Nullable ZoneId zone(String key) {
    var name = text(key);
    try {
      return name == null ? null : ZoneId.of(name);
    } catch (DateTimeException e) {
      error(key, "'" + name + "' is not a time zone: expected a name such as Europe/Paris");
      return null;
    }
  }

  /** A list of texts; one text stands for a list of one if {@code single} allows it. */
  List<String> texts(String key, boolean single) {
    var texts = new ArrayList<String>();
    switch (value(key)) {
      case null -> {}
      case Items items -> {
        for (var item : items.items()) {
          if (item instanceof Leaf leaf && leaf.value() != null) {
            texts.add(leaf.text());
          } else {
            problems.error(item.at(), key, "expected a list of texts, this is " + item.kind());
          }
        }
      }
      case Leaf leaf when single -> texts.add(leaf.text());
      case Value other -> wrong(key, "a list of texts", other);
    }
    return texts;
  }

  @Nullable Fields fields(String key) {
    return switch (value(key)) {
      case null -> null;
      case Fields fields -> fields;
      case Value other -> {
        wrong(key, "a mapping", other);
        yield null;
      }
    };
  }

  /** What a function makes of the value; its IllegalArgumentException becomes an error. */
  <T> @Nullable T read(String key, Function<Value, T> function) {
    var value = value(key);
    if (value == null) {
      return null;
    }
    try {
      return function.apply(value);
    } catch (IllegalArgumentException e) {
      error(key, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void wrong(String key, String expected, Value value) {
    error(key, "expected " + expected + ", this is " + value.kind());
  }
}
