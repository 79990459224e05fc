package dev.updraft.runner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.runner.api.ApiClient;
import dev.updraft.runner.api.Connection;
import dev.updraft.runner.operator.Lookups;
import dev.updraft.runner.operator.XComs;
import dev.updraft.runner.template.Variables;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What templates ask the server for. */
record ServerSource(ApiClient api, Lookups lookups, XComs xcoms) implements Variables.Source {
  @Override
  public Optional<String> variable(String key) {
    return lookups.variable(key);
  }

  @Override
  public Optional<Connection> connection(String id) {
    return lookups.connection(id);
  }

  @Override
  public @Nullable Object pull(String task, String key, int mapIndex) {
    return xcoms.pull(task, key, mapIndex);
  }

  @Override
  public List<@Nullable Object> pullAll(String task, String key) {
    return xcoms.pullAll(task, key);
  }

  @Override
  public void push(String key, @Nullable Object value) {
    xcoms.push(key, value);
  }

  @Override
  public JsonNode previousSuccessfulRun() {
    return api.previousSuccessfulRun();
  }
}
