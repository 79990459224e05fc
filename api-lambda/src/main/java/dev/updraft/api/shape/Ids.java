package dev.updraft.api.shape;

import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.port.Catalog.VersionRow;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * Ids that Airflow's answers need and that nothing here has: made from what is known, always so.
 */
public final class Ids {
  private Ids() {}

  /** The id of a DAG version. */
  public static UUID of(VersionRow version) {
    return uuid(version.dagId() + "\n" + version.hash());
  }

  /** The id of a task instance that has no attempt yet. */
  public static UUID of(TaskInstanceKey key) {
    return uuid(
        key.run().dagId() + "\n" + key.run().runId() + "\n" + key.taskId() + "\n" + key.mapIndex());
  }

  /** A number, not negative, for what Airflow numbers. */
  public static long number(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue() & Integer.MAX_VALUE;
  }

  private static UUID uuid(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
