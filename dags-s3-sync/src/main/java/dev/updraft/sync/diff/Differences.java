package dev.updraft.sync.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Task;
import dev.updraft.core.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What differs between two definitions, by the keys that DAG files use. */
final class Differences {
  /** What follows from something else, or is told otherwise. */
  private static final Set<String> UNTOLD = Set.of("position", "tasks", "edges", "dagId", "taskId");

  /** Parts of a definition whose members stand beside the others in a file. */
  private static final Set<String> PARTS =
      Set.of("limits", "retry", "slots", "settings", "callbacks", "operator", "arguments");

  /** Parts whose members are named as in the file. */
  private static final Set<String> VERBATIM = Set.of("settings", "callbacks", "arguments");

  private static final Map<String, String> WORDS =
      Map.of(
          "upstream", "dependencies",
          "classPath", "operator",
          "group", "task_group_name",
          "delay", "retry_delay",
          "maxDelay", "max_retry_delay",
          "backoffMultiplier", "retry_exponential_backoff");

  private Differences() {}

  static List<String> between(Dag from, Dag to) {
    return keys(from, to);
  }

  static List<String> between(Task from, Task to) {
    return keys(from, to);
  }

  private static List<String> keys(Object from, Object to) {
    var keys = new TreeSet<String>();
    collect(Json.tree(from), Json.tree(to), false, keys);
    return List.copyOf(keys);
  }

  private static void collect(JsonNode from, JsonNode to, boolean verbatim, Set<String> keys) {
    var names = new TreeSet<String>();
    from.fieldNames().forEachRemaining(names::add);
    to.fieldNames().forEachRemaining(names::add);
    for (var name : names) {
      var before = Objects.requireNonNullElse(from.get(name), MissingNode.getInstance());
      var after = Objects.requireNonNullElse(to.get(name), MissingNode.getInstance());
      if ((!verbatim && UNTOLD.contains(name)) || before.equals(after)) {
        continue;
      }
      if (!verbatim && PARTS.contains(name)) {
        collect(before, after, VERBATIM.contains(name), keys);
      } else {
        keys.add(verbatim ? name : WORDS.getOrDefault(name, snakeCase(name)));
      }
    }
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
