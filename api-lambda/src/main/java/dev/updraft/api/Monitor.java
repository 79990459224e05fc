package dev.updraft.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a process that hosts everything knows of itself beside what is stored. A function knows
 * nothing of the kind.
 */
public interface Monitor {
  /** Of a function. */
  Monitor NONE =
      new Monitor() {
        @Override
        public @Nullable String storeProblem() {
          return null;
        }

        @Override
        public @Nullable DagReading dagReading() {
          return null;
        }
      };

  /** Why data cannot be stored, in one line; null if it can. */
  @Nullable String storeProblem();

  /** How reading the DAG folder goes; null if this process does not read it. */
  @Nullable DagReading dagReading();

  /**
   * How reading goes.
   *
   * @param lookedAt when the folder was last looked at, with all that had changed read
   * @param read how many files have been read of those that are being read now
   * @param total how many are being read now; 0 for none
   */
  record DagReading(@Nullable Instant lookedAt, int read, int total) {}
}
