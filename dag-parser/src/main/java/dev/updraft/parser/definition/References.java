package dev.updraft.parser.definition;

import dev.updraft.core.id.TaskId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * References to other tasks' XComs in arguments: {@code +task} and {@code +task['key']} of
 * decorators, {@code task.output} and {@code XcomArg(task)} in {@code expand}. A task in a group
 * may be named without its group; the reference then gets the whole id, in place.
 */
final class References {
  private static final Pattern PLUS =
      Pattern.compile("\\+([\\w.-]+)(\\[['\"].*['\"]\\])?", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern OUTPUT = Pattern.compile("(.+)\\.output(\\[['\"].*['\"]\\])?");
  private static final Pattern XCOM_ARG = Pattern.compile("XcomArg\\(+(.*?)\\)+");

  /** Longer than any id of a task with any key of an XCom: such a text refers to nothing. */
  private static final int LENGTH_MAX = 2_000;

  private final Function<String, Optional<TaskId>> tasks;
  private final Set<TaskId> found = new LinkedHashSet<>();
  private final List<String> unknown = new ArrayList<>();

  /**
   * @param tasks the task a name means
   */
  References(Function<String, Optional<TaskId>> tasks) {
    this.tasks = tasks;
  }

  /** The tasks that are referred to so far. */
  Set<TaskId> found() {
    return found;
  }

  /** The names behind a {@code +} that are no task. */
  List<String> unknown() {
    return unknown;
  }

  /** A decorator's argument, with the references in it written in full. */
  @Nullable Object plus(@Nullable Object value) {
    return switch (value) {
      case String text -> plus(text);
      case List<?> list -> {
        var copy = new ArrayList<@Nullable Object>(list.size());
        for (Object item : list) {
          copy.add(plus(item));
        }
        yield copy;
      }
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, item) -> copy.put(String.valueOf(key), plus(item)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  private String plus(String text) {
    var match = PLUS.matcher(text);
    if (!match.matches()) {
      return text;
    }
    var task = tasks.apply(match.group(1));
    if (task.isEmpty()) {
      if (!match.group(1).matches("[\\d.-]+")) {
        unknown.add(match.group(1));
      }
      return text;
    }
    found.add(task.get());
    return "+" + task.get() + (match.group(2) == null ? "" : match.group(2));
  }

  /** A value of an operator's {@code expand}, with the reference in it written in full. */
  @Nullable Object output(@Nullable Object value) {
    if (!(value instanceof String text) || text.length() > LENGTH_MAX) {
      return value;
    }
    var output = OUTPUT.matcher(text);
    if (output.matches()) {
      var key = output.group(2) == null ? "" : output.group(2);
      return named(output.group(1), text, id -> id + ".output" + key);
    }
    var xcomArg = XCOM_ARG.matcher(text);
    return xcomArg.matches() ? named(xcomArg.group(1), text, id -> id + ".output") : plus(text);
  }

  private String named(String name, String text, Function<TaskId, String> written) {
    var task = tasks.apply(name.strip());
    task.ifPresent(found::add);
    return task.map(written).orElse(text);
  }
}
