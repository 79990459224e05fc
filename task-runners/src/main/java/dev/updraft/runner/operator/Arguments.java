package dev.updraft.runner.operator;

import dev.updraft.core.id.TaskId;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An operator's arguments, rendered, read with messages that name the task and the argument. */
public final class Arguments {
  private final TaskId task;
  private final Map<String, @Nullable Object> values;

  /** The arguments of a task. */
  public Arguments(TaskId task, Map<String, @Nullable Object> values) {
    this.task = task;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** All of them. */
  public Map<String, @Nullable Object> all() {
    return values;
  }

  /** The value as it is, null if absent. */
  public @Nullable Object get(String name) {
    return values.get(name);
  }

  /** Whether it is given and not null. */
  public boolean has(String name) {
    return values.get(name) != null;
  }

  /** Text that must be given. */
  public String text(String name) {
    var text = textOrNull(name);
    if (text == null) {
      throw TaskFailure.last("task '%s' lacks the argument '%s', a text".formatted(task, name));
    }
    return text;
  }

  /** Text, or another if it is not given. */
  public String text(String name, String otherwise) {
    return Objects.requireNonNullElse(textOrNull(name), otherwise);
  }

  /** Text, null if it is not given. Numbers and truth values count as text. */
  public @Nullable String textOrNull(String name) {
    return switch (values.get(name)) {
      case null -> null;
      case String text -> text;
      case Number number -> number.toString();
      case Boolean bool -> bool ? "True" : "False";
      default -> throw wrong(name, "a text");
    };
  }

  /** A truth value. */
  public boolean flag(String name, boolean otherwise) {
    return switch (values.get(name)) {
      case null -> otherwise;
      case Boolean bool -> bool;
      case String text when text.equalsIgnoreCase("true") -> true;
      case String text when text.equalsIgnoreCase("false") -> false;
      case String text when text.isBlank() || text.equals("None") -> false;
      default -> throw wrong(name, "true or false");
    };
  }

  /** A map, empty if it is not given. */
  public Map<String, @Nullable Object> map(String name) {
    return switch (values.get(name)) {
      case null -> Map.of();
      case Map<?, ?> map -> textKeys(map);
      default -> throw wrong(name, "a map");
    };
  }

  /** A list, empty if it is not given. */
  public List<@Nullable Object> list(String name) {
    return switch (values.get(name)) {
      case null -> List.of();
      case List<?> list -> Collections.unmodifiableList(list);
      default -> throw wrong(name, "a list");
    };
  }

  /** A list of texts, empty if it is not given; a text alone is a list of one. */
  public List<String> texts(String name) {
    return switch (values.get(name)) {
      case null -> List.of();
      case String text -> List.of(text);
      case List<?> list -> list.stream().map(item -> String.valueOf((Object) item)).toList();
      default -> throw wrong(name, "a list of texts");
    };
  }

  /** A duration: seconds, or a {@code datetime.timedelta}. */
  public Duration duration(String name, Duration otherwise) {
    var duration = durationOrNull(name);
    return duration == null ? otherwise : duration;
  }

  /** A duration, null if it is not given. */
  public @Nullable Duration durationOrNull(String name) {
    var value = values.get(name);
    if (value == null) {
      return null;
    }
    var duration = Durations.of(value);
    if (duration == null || duration.isNegative()) {
      throw wrong(name, "seconds or a datetime.timedelta, not negative");
    }
    return duration;
  }

  /** That an argument is not what it must be. */
  public TaskFailure wrong(String name, String expected) {
    return TaskFailure.last(
        "argument '%s' of task '%s' is %s, expected %s"
            .formatted(name, task, describe(values.get(name)), expected));
  }

  private static String describe(@Nullable Object value) {
    var text = String.valueOf(value);
    return value instanceof String ? "'" + text + "'" : text;
  }

  static Map<String, @Nullable Object> textKeys(Map<?, ?> map) {
    var copy = new LinkedHashMap<String, @Nullable Object>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }
}
