package dev.updraft.runner.operator;

import dev.updraft.core.wire.Json;
import dev.updraft.runner.api.ApiClient;
import dev.updraft.runner.api.Connection;
import dev.updraft.runner.log.SecretMasker;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Variables and connections: from the environment first, as Airflow looks them up, then from the
 * server, once each. Their secrets are masked in the log from then on.
 */
public final class Lookups {
  private final ApiClient api;
  private final Map<String, String> environment;
  private final SecretMasker masker;
  private final Map<String, Optional<String>> variables = new ConcurrentHashMap<>();
  private final Map<String, Optional<Connection>> connections = new ConcurrentHashMap<>();

  /** For one attempt. */
  public Lookups(ApiClient api, Map<String, String> environment, SecretMasker masker) {
    this.api = api;
    this.environment = environment;
    this.masker = masker;
  }

  /** The value of a variable, empty if there is none. */
  public Optional<String> variable(String key) {
    var value = variables.computeIfAbsent(key, this::findVariable);
    value.ifPresent(text -> maskVariable(key, text));
    return value;
  }

  /** A connection, empty if there is none. */
  public Optional<Connection> connection(String id) {
    var connection = connections.computeIfAbsent(id, this::findConnection);
    connection.ifPresent(found -> {
      masker.add(found.password());
      found.extras().forEach(masker::addIfSensitive);
    });
    return connection;
  }

  private Optional<String> findVariable(String key) {
    var own = environment.get("AIRFLOW_VAR_" + key.toUpperCase(Locale.ROOT));
    return own != null ? Optional.of(own) : api.variable(key);
  }

  private Optional<Connection> findConnection(String id) {
    var own = environment.get("AIRFLOW_CONN_" + id.toUpperCase(Locale.ROOT));
    return own != null ? Optional.of(Connection.parse(id, own)) : api.connection(id);
  }

  private void maskVariable(String key, String value) {
    masker.addIfSensitive(key, value);
    if (value.startsWith("{")) {
      try {
        masker.addIfSensitive(key, Json.read(value, Map.class));
      } catch (IllegalArgumentException e) {
        return; // text that only looks like JSON
      }
    }
  }
}
