package dev.updraft.runner.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The processes of a session, those that left it but still carry its marker, and the descendants of
 * all these. Who was found once is known from then on, whoever its parent is later. Where there is
 * no {@code /proc}, the descendants of the first process. One that forks twice, starts a session
 * and empties its environment before anyone looks is not found.
 */
final class Members {
  private static final Path PROC = Path.of("/proc");
  private static final int ROUNDS_MAX = 20;

  /** In {@code /proc/PID/stat}, counted after the closing bracket of the name. */
  private static final int SESSION_FIELD = 3;

  private final long leader;
  private final String marker;
  private final Set<ProcessHandle> known = new LinkedHashSet<>();

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

  private synchronized List<ProcessHandle> find() {
    var found =
        Files.isDirectory(PROC)
            ? ProcessHandle.allProcesses().filter(this::isMember)
            : ProcessHandle.of(leader).stream();
    found
        .toList()
        .forEach(process -> {
          known.add(process);
          process.descendants().filter(child -> !isWatcher(child)).forEach(known::add);
        });
    known.removeIf(process -> !isRunning(process));
    return List.copyOf(known);
  }

  /** Whether it has not ended; one that waits for its parent to notice its end has. */
  private static boolean isRunning(ProcessHandle process) {
    try {
      return process.isAlive() && !(Files.isDirectory(PROC) && stat(process)[0].equals("Z"));
    } catch (IOException e) {
      return false; // it ended meanwhile
    }
  }

  private static String[] stat(ProcessHandle process) throws IOException {
    var stat = read(PROC.resolve(Long.toString(process.pid())).resolve("stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
  }

  private boolean isMember(ProcessHandle process) {
    var directory = PROC.resolve(Long.toString(process.pid()));
    try {
      var fields = stat(process);
      if (fields[0].equals("Z")) {
        return false;
      }
      boolean ours =
          Long.parseLong(fields[SESSION_FIELD]) == leader
              || read(directory.resolve("environ")).contains(marker);
      return ours && !isWatcher(process);
    } catch (IOException e) {
      return false; // it ended meanwhile, or it is another user's
    }
  }

  private static boolean isWatcher(ProcessHandle process) {
    var line = PROC.resolve(Long.toString(process.pid())).resolve("cmdline");
    try {
      return Files.exists(line) && read(line).contains("\0updraft-launch\0");
    } catch (IOException e) {
      return false; // it ended meanwhile
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
