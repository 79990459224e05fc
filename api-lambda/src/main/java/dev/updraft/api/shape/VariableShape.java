package dev.updraft.api.shape;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.updraft.api.http.ApiJson;
import dev.updraft.api.http.Fields;
import dev.updraft.core.port.SecretNames;
import dev.updraft.core.port.Variables.Variable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Airflow's VariableResponse, which hides the values whose names say that they are secret. */
public final class VariableShape {
  private static final String HIDDEN = "***";

  private VariableShape() {}

  /** A variable. */
  public static Fields of(Variable variable) {
    return new Fields()
        .put("key", variable.key())
        .put("value", redacted(variable.key(), variable.value()))
        .put("description", variable.description())
        .put("is_encrypted", true)
        .put("team_name", null);
  }

  private static String redacted(String key, String value) {
    try {
      if (ApiJson.parse(value) instanceof Map<?, ?> map) {
        return PythonText.json(redact(key, map));
      }
    } catch (JsonProcessingException e) {
      return SecretNames.contains(key) ? HIDDEN : value;
    }
    return SecretNames.contains(key) ? HIDDEN : value;
  }

  private static @Nullable Object redact(String name, @Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var fields = new Fields();
        map.forEach((key, inner) ->
            fields.put(
                String.valueOf(key),
                SecretNames.contains(name) ? HIDDEN : redact(String.valueOf(key), inner)));
        yield fields;
      }
      case List<?> list -> list.stream().map(item -> redact(name, item)).toList();
      case null -> null;
      case Object other -> SecretNames.contains(name) ? HIDDEN : other;
    };
  }
}
