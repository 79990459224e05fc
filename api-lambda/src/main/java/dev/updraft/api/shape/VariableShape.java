package dev.updraft.api.shape;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.updraft.api.http.ApiJson;
import dev.updraft.api.http.Fields;
import dev.updraft.core.port.Variables.Variable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Airflow's VariableResponse, which hides the values whose names say that they are secret. */
public final class VariableShape {
  private static final String HIDDEN = "***";

  /** The names Airflow's secrets masker takes for secret, wherever they stand in a name. */
  private static final List<String> SECRET_NAMES =
      List.of(
          "access_key",
          "access_token",
          "api_key",
          "apikey",
          "auth_header",
          "authorization",
          "bearer",
          "connection_string",
          "dsn",
          "passphrase",
          "passwd",
          "password",
          "private_key",
          "proxy",
          "proxies",
          "secret",
          "service_account",
          "service_key",
          "token",
          "keyfile_dict",
          "webhook_url");

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
      return isSecret(key) ? HIDDEN : value;
    }
    return isSecret(key) ? HIDDEN : value;
  }

  private static @Nullable Object redact(String name, @Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var fields = new Fields();
        map.forEach((key, inner) ->
            fields.put(
                String.valueOf(key), isSecret(name) ? HIDDEN : redact(String.valueOf(key), inner)));
        yield fields;
      }
      case List<?> list -> list.stream().map(item -> redact(name, item)).toList();
      case null -> null;
      case Object other -> isSecret(name) ? HIDDEN : other;
    };
  }

  private static boolean isSecret(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return SECRET_NAMES.stream().anyMatch(lower::contains);
  }
}
