package dev.updraft.runner.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.wire.Json;
import dev.updraft.runner.api.ApiClient;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What tasks of a run hand to each other. */
public final class XComs {
  /** The key of what a task returns. */
  public static final String RETURN_VALUE = "return_value";

  private final ApiClient api;

  /** For one attempt. */
  public XComs(ApiClient api) {
    this.api = api;
  }

  /** Stores a value of this task. */
  public void push(String key, @Nullable Object value) {
    api.pushXCom(key, value);
  }

  /**
   * The value of another task: its only one, or for a mapped task all of them in a list.
   *
   * @return null if there is none
   */
  public @Nullable Object pull(String task, String key) {
    var only = api.xcom(task, key, TaskInstanceKey.UNMAPPED);
    return value(only.isPresent() ? only : api.xcoms(task, key));
  }

  /** The values of all map indexes of another task, of its only one if it is not mapped. */
  public List<@Nullable Object> pullAll(String task, String key) {
    var only = api.xcom(task, key, TaskInstanceKey.UNMAPPED);
    if (only.isPresent()) {
      return Collections.singletonList(value(only));
    }
    return value(api.xcoms(task, key)) instanceof List<?> values
        ? Collections.unmodifiableList(values)
        : List.of();
  }

  /** The value of one map index of another task, null if there is none. */
  public @Nullable Object pull(String task, String key, int mapIndex) {
    return value(api.xcom(task, key, mapIndex));
  }

  private static @Nullable Object value(Optional<JsonNode> node) {
    return node.isEmpty() ? null : Json.MAPPER.convertValue(node.get(), Object.class);
  }
}
