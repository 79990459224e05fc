package dev.updraft.runner.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processes of a session, and those that left it but still carry its marker. Where there is no
 * {@code /proc}, the descendants of its first process.
 */
final class Members {
  private static final Path PROC = Path.of("/proc");
  private static final int ROUNDS_MAX = 20;

  /** In {@code /proc/PID/stat}, counted after the closing bracket of the name. */
  private static final int SESSION_FIELD = 3;

  private final long leader;
  private final String marker;

  Members(long leader, String marker) {
    this.leader = leader;
    this.marker = marker;
  }

  boolean any() {
    return !find().isEmpty();
  }

  void terminate() {
    find().forEach(ProcessHandle::destroy);
  }

  /** Again and again, since a process may fork while it is looked for. */
  void destroy() {
    for (int round = 0; round < ROUNDS_MAX; round++) {
      var found = find();
      if (found.isEmpty()) {
        return;
      }
      found.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private List<ProcessHandle> find() {
    if (!Files.isDirectory(PROC)) {
      return ProcessHandle.of(leader)
          .map(first -> Stream.concat(first.descendants(), Stream.of(first)))
          .orElse(Stream.of())
          .filter(ProcessHandle::isAlive)
          .toList();
    }
    return ProcessHandle.allProcesses().filter(this::isMember).toList();
  }

  private boolean isMember(ProcessHandle process) {
    var directory = PROC.resolve(Long.toString(process.pid()));
    try {
      var stat = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      if (fields[0].equals("Z")) {
        return false;
      }
      boolean ours =
          Long.parseLong(fields[SESSION_FIELD]) == leader
              || read(directory.resolve("environ")).contains(marker);
      return ours && !isWatcher(directory);
    } catch (IOException e) {
      return false; // it ended meanwhile, or it is another user's
    }
  }

  private static boolean isWatcher(Path directory) throws IOException {
    return read(directory.resolve("cmdline")).contains("\0updraft-launch\0");
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
