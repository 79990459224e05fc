package dev.updraft.standalone;

import dev.updraft.api.Monitor;
import dev.updraft.standalone.folder.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of itself.
 *
 * @param data the data folder
 * @param progress how far reading the DAG folder is
 */
record HostMonitor(DataFolder data, Progress progress) implements Monitor {
  @Override
  public @Nullable String storeProblem() {
    return data.problem();
  }

  @Override
  public DagReading dagReading() {
    var now = progress.now();
    return now == null
        ? new DagReading(progress.lookedAt(), 0, 0)
        : new DagReading(progress.lookedAt(), now.read(), now.total());
  }
}
