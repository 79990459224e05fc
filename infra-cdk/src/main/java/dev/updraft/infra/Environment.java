package dev.updraft.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.updraft.infra.options.Containers;
import dev.updraft.infra.options.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The environment variables by which functions and workers find everything. */
final class Environment {
  private Environment() {}

  /** The parameter with the secret that tickets and tokens are signed with. */
  static String secretParameter(Options options) {
    return "/%s/ticket-secret".formatted(options.name());
  }

  /** Of functions that use the stores. */
  static Map<String, String> stores(Options options, Storage storage) {
    var variables = new LinkedHashMap<String, String>();
    variables.put("UPDRAFT_PREFIX", options.name());
    variables.put("UPDRAFT_BUCKET", storage.data.getBucketName());
    variables.put("UPDRAFT_DAG_BUCKET", storage.dags.getBucketName());
    variables.put("UPDRAFT_DAG_PREFIX", options.dagPrefix());
    variables.put("UPDRAFT_RETENTION_DAYS", Integer.toString(options.retentionDays()));
    variables.put("UPDRAFT_EXECUTOR", options.executor());
    variables.put("UPDRAFT_EXECUTORS", String.join(",", options.executors()));
    return variables;
  }

  /** Of the function that reads DAG files, and refuses tasks that nothing here can run. */
  static Map<String, String> reading(Options options, Storage storage) {
    var variables = stores(options, storage);
    var names = options.functions().dagVariables();
    if (!names.isEmpty()) {
      variables.put("UPDRAFT_DAG_VARIABLES", json(names));
    }
    variables.put(
        "UPDRAFT_EXECUTOR_SECONDS", Integer.toString(options.functions().executorSeconds()));
    variables.put(
        "UPDRAFT_EXECUTOR_PYTHON", Boolean.toString(options.functions().executorImage() != null));
    variables.put("UPDRAFT_QUEUES", String.join(",", options.containers().queues()));
    variables.put(
        "UPDRAFT_ECS_TASKS",
        options.containers().definitions().stream()
            .map(Containers.Definition::name)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.joining(",")));
    return variables;
  }

  private static String json(Map<String, String> texts) {
    try {
      return new ObjectMapper().writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts cannot be written as JSON", e);
    }
  }

  /** Of functions that also sign or check tickets. */
  static Map<String, String> signing(Options options, Storage storage) {
    var variables = stores(options, storage);
    variables.put("UPDRAFT_SECRET_PARAMETER", secretParameter(options));
    return variables;
  }

  /** Of what runs attempts, which knows queues and the API and nothing else. */
  static Map<String, String> runner(Options options, Api api) {
    var variables = new LinkedHashMap<String, String>();
    variables.put("UPDRAFT_PREFIX", options.name());
    variables.put("UPDRAFT_API_URL", api.url.getUrl());
    // It starts processes through the C library, and no process of a task may load code into it.
    variables.put(
        "JAVA_TOOL_OPTIONS", "--enable-native-access=ALL-UNNAMED -XX:+DisableAttachMechanism");
    return variables;
  }
}
