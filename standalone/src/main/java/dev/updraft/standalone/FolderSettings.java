package dev.updraft.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.PoolName;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.Pools;
import dev.updraft.core.port.Ports;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a DAG folder brings along for its DAGs: {@code pools.json} and {@code connections.json}, as
 * {@code airflow pools export} and {@code airflow connections export} write them.
 */
public final class FolderSettings {
  private final Path folder;

  /** Of this folder; neither file need be there. */
  public FolderSettings(Path folder) {
    this.folder = folder;
  }

  /** Makes the pools that are not there yet. */
  public void makePools(Ports ports) {
    read("pools.json")
        .forEach(
            (name, pool) -> makePool(ports, new PoolName(name), pool.path("slots").asInt(), pool));
  }

  /** Makes a pool, unless it is there. */
  public static void makePool(Ports ports, PoolName name, int slots) {
    makePool(ports, name, slots, Json.MAPPER.createObjectNode());
  }

  private static void makePool(Ports ports, PoolName name, int slots, JsonNode pool) {
    if (ports.pools().get(name) != null) {
      return;
    }
    var description = pool.path("description").asText("");
    ports.pools().put(new Pools.PoolRow(name, slots, description, false));
    var message =
        new Inbox.Message(
            new AggregateKey.OfPool(name), new PoolEvent.PoolSized(slots), "made " + name);
    ports.inbox().send(List.of(message));
  }

  /**
   * An environment with the connections, as Airflow reads them there, where it has none of them.
   */
  public Map<String, String> with(Map<String, String> environment) {
    var all = new TreeMap<String, String>();
    read("connections.json")
        .forEach((id, connection) ->
            all.put("AIRFLOW_CONN_" + id.toUpperCase(Locale.ROOT), connection.toString()));
    all.putAll(environment);
    return all;
  }

  private Map<String, JsonNode> read(String name) {
    var file = folder.resolve(name);
    var entries = new TreeMap<String, JsonNode>();
    if (Files.isRegularFile(file)) {
      try {
        Json.MAPPER
            .readTree(Files.readString(file))
            .properties()
            .forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
      } catch (IOException e) {
        throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
      }
    }
    return entries;
  }
}
