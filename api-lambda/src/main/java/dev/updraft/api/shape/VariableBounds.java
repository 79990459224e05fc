package dev.updraft.api.shape;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.core.port.Variables.Variable;
import dev.updraft.core.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How large a variable may be: as in Airflow's table, and so that it fits in one item. */
public final class VariableBounds {
  /** How long its key may be, as in Airflow. */
  public static final int KEY_LENGTH_MAX = 250;

  /** How long its description may be. */
  public static final int DESCRIPTION_LENGTH_MAX = 5_000;

  /**
   * How large it may be as JSON with its key and its description; DynamoDB holds 400 KB an item.
   */
  public static final int BYTES_MAX = 380 * 1024;

  private VariableBounds() {}

  /**
   * The variable, if it can be kept.
   *
   * @throws ApiProblem 422 if it cannot
   */
  public static Variable checked(Variable variable) {
    if (variable.key().length() > KEY_LENGTH_MAX) {
      throw tooLong("key", "String should have at most " + KEY_LENGTH_MAX + " characters");
    }
    int bytes = Json.write(variable).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > BYTES_MAX) {
      throw tooLong(
          "value",
          "the variable has %d bytes as JSON, at most %d are kept: put large values where tasks can read them and keep their address"
              .formatted(bytes, BYTES_MAX));
    }
    return variable;
  }

  private static ApiProblem tooLong(String field, String message) {
    return ApiProblem.invalid("string_too_long", List.of("body", field), message, null);
  }
}
