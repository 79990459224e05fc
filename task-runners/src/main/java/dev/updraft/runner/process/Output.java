package dev.updraft.runner.process;

import java.io.IOException;
import java.io.InputStream;

/** What a process and its descendants write. */
public interface Output {
  /**
   * Waits for something and reads it.
   *
   * @return how many bytes, below 0 when nobody can write any more
   */
  int read(byte[] into) throws IOException, InterruptedException;

  /** That of a {@link Process}, where a wait for bytes cannot be interrupted. */
  static Output of(InputStream in) {
    return in::read;
  }
}
