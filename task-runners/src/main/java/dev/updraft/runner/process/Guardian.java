package dev.updraft.runner.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A shell beside this JVM that ends all processes of its attempts when the JVM has died, however it
 * died. It learns of the death by the end of its input, whose other side only the JVM has.
 */
final class Guardian {
  private static final String SHELL = "/bin/sh";

  private Guardian() {}

  /**
   * Starts it, for good.
   *
   * @throws IOException if it cannot be started
   */
  static void start(Libc libc) throws IOException {
    var line =
        List.of(
            SHELL,
            "-c",
            Scripts.read("guardian.sh"),
            "updraft-guardian",
            Long.toString(Mark.FIRST),
            Long.toString(Mark.LAST));
    var ends = Spawn.pipe(libc);
    try {
      var command = new Command(line, Map.of(), Path.of("/"));
      var _ = Spawn.start(libc, command, new Spawn.Streams(ends[0], -1), null);
    } catch (IOException e) {
      libc.close(ends[1]);
      throw e;
    } finally {
      libc.close(ends[0]);
    }
  }
}
