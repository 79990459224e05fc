package dev.updraft.standalone.embedded;

import dev.updraft.core.id.PoolName;
import dev.updraft.core.port.Pools.PoolRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A process that stores something and dies at once, without closing anything: as kill -9 does. */
final class DyingWriter {
  /** What a halted process exits with. */
  static final int KILLED = 137;

  /** How many rows it stores. */
  static final int WRITES = 40;

  private DyingWriter() {}

  public static void main(@Nullable String[] arguments) {
    // The servers are never closed: that is what this process is for.
    @SuppressWarnings("MustBeClosedChecker")
    var world = EmbeddedAws.start(Path.of(String.valueOf(arguments[0]))).world();
    for (var i = 0; i < WRITES; i++) {
      world.pools().put(new PoolRow(new PoolName("p" + i), i, null, false));
    }
    world.blobs().put("logs/1", "log".getBytes(StandardCharsets.UTF_8));
    Runtime.getRuntime().halt(KILLED);
  }
}
