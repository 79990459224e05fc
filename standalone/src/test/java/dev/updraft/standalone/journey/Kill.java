package dev.updraft.standalone.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Ways in which the process ends by {@code kill -9}. */
enum Kill {
  /** With all it has started, as when the power goes. */
  WITH_ITS_CHILDREN,
  /** Alone. What it has started notices, and ends the tasks' commands. */
  ALONE,
  /** With those who would notice: the tasks' commands run on, nobody's. */
  LEAVING_ORPHANS;

  /** The one that guards all commands, and those beside each where there is none for all. */
  private static final List<String> WATCHERS = List.of("updraft-guardian", "updraft-launch");

  private static final Path PROC = Path.of("/proc");
  private static final int SESSION_FIELD = 3;

  /** Kills it. */
  void kill(ProcessHandle process) {
    var commands = process.descendants().toList();
    var sessions = process.children().map(ProcessHandle::pid).collect(Collectors.toSet());
    switch (this) {
      case WITH_ITS_CHILDREN -> {
        process.destroyForcibly();
        watchers(sessions).forEach(ProcessHandle::destroyForcibly);
        commands.forEach(ProcessHandle::destroyForcibly);
      }
      case ALONE -> process.destroyForcibly();
      case LEAVING_ORPHANS -> {
        watchers(sessions).forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }

  /** The processes that end the commands, should the program die. */
  private static List<ProcessHandle> watchers(Set<Long> sessions) {
    return ProcessHandle.allProcesses().filter(process -> isWatcher(process, sessions)).toList();
  }

  private static boolean isWatcher(ProcessHandle process, Set<Long> sessions) {
    var of = PROC.resolve(Long.toString(process.pid()));
    try {
      var stat = Files.readString(of.resolve("stat"), StandardCharsets.ISO_8859_1);
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      var cmdline = Files.readString(of.resolve("cmdline"), StandardCharsets.ISO_8859_1);
      return sessions.contains(Long.valueOf(fields[SESSION_FIELD]))
          && WATCHERS.stream().anyMatch(name -> cmdline.contains("\0" + name + "\0"));
    } catch (NoSuchFileException _) {
      return false; // it ended meanwhile
    } catch (IOException e) {
      if (!process.isAlive()) {
        return false;
      }
      throw new UncheckedIOException(of + " cannot be read", e);
    }
  }
}
