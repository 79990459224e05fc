package dev.updraft.runner.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process behind a fence cannot reach; each is tried without the fence too. */
class FenceTest {
  private static final Fence.User NOBODY = new Fence.User(65534, 65534);
  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

  @TempDir Path folder;

  private static List<String> bash(String text, Fence fence) throws Exception {
    var lines = new ArrayList<String>();
    try (var process =
        UserProcess.start(List.of("/bin/bash", "-c", text), ENVIRONMENT, Path.of("/"), fence)) {
      Lines.forEach(process.output(), StandardCharsets.UTF_8, line -> lines.add(line.text()));
      lines.add("exit " + process.waitFor());
    }
    return lines;
  }

  private static boolean isRoot() throws IOException {
    return Files.exists(Path.of("/proc/self"))
        && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  @Test
  void aClosedPortRefusesAndAllOthersAnswer() throws Exception {
    try (var closed = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        var open = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      var fence = new Fence(null, Set.of(closed.getLocalPort()));
      var shortcomings = fence.shortcomings();
      if (shortcomings != null) {
        assertThat(shortcomings).contains("Landlock"); // of Linux before 6.7
        return;
      }
      var connect =
          "for port in %d %d; do if (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null; then echo open; else echo closed; fi; done"
              .formatted(closed.getLocalPort(), open.getLocalPort());
      assertThat(bash(connect, fence)).containsExactly("closed", "open", "exit 0");
      assertThat(bash(connect, Fence.NONE)).containsExactly("open", "open", "exit 0");
      assertThat(bash("env -i bash -c '%s'".formatted(connect), fence))
          .containsExactly("closed", "open", "exit 0");
    }
  }

  @Test
  void anotherUserReadsNeitherEnvironmentNorMemoryNorFilesOfTheRunner() throws Exception {
    if (!isRoot()) {
      return; // whoMayNotChangeUsersStartsNothing says what happens then
    }
    var secret = Files.writeString(folder.resolve("secret"), "s");
    var read =
        "id -u; id -g; id -G; for file in /proc/$PPID/environ /proc/$PPID/mem /proc/$PPID/fd %s; do if ls $file/ >/dev/null 2>&1 || : 2>/dev/null <$file; then echo read; else echo refused; fi; done; kill -0 $PPID || echo unkillable"
            .formatted(secret);
    assertThat(bash(read, new Fence(NOBODY, Set.of())))
        .contains("65534", "refused", "unkillable")
        .doesNotContain("0", "read");
    assertThat(bash(read, Fence.NONE)).contains("0", "read").doesNotContain("refused");
    assertThat(bash("id -u", Fence.NONE)).contains("0");
  }

  @Test
  void anotherUsersProcessesEndWithTheirAttempt() throws Exception {
    if (!isRoot()) {
      return; // whoMayNotChangeUsersStartsNothing says what happens then
    }
    var lines =
        bash(
            "(sleep 330 >/dev/null 2>&1 &) ; sleep 331 >/dev/null 2>&1 & echo $!",
            new Fence(NOBODY, Set.of()));
    assertThat(lines).hasSize(2);
    assertThat(ProcessHandle.of(Long.parseLong(lines.getFirst())).filter(ProcessHandle::isAlive))
        .isEmpty();
    assertThat(
            ProcessHandle.current().descendants().map(each -> each.info().commandLine().orElse("")))
        .noneMatch(line -> line.contains("sleep 330"));
  }

  /** Two processes of one user who is not the superuser. */
  @Test
  void aHiddenProcessIsNotReadByOthersOfItsUser() throws Exception {
    assertThat(reader("hide")).containsExactly("refused", "refused", "exit 0");
    assertThat(reader("show")).containsExactly("read", "read", "exit 0");
  }

  @Test
  void whoMayNotChangeUsersStartsNothing() throws Exception {
    assertThat(reader("change"))
        .containsExactly(
            "processes cannot be confined: no groups was refused: Operation not permitted");
  }

  /** What the program below prints, which runs as someone who is not the superuser. */
  private static List<String> reader(String how) throws Exception {
    // The classes are copied to where anybody can read them.
    var classes = Files.createTempDirectory("fence-test");
    for (var type : List.of(Fence.class, FenceTest.class)) {
      copy(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()), classes);
    }
    open(classes);
    var line =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes.toString(),
            Reader.class.getName(),
            how);
    var lines = new ArrayList<String>();
    var fence = isRoot() ? new Fence(NOBODY, Set.of()) : Fence.NONE;
    try (var process = UserProcess.start(line, ENVIRONMENT, Path.of("/"), fence)) {
      Lines.forEach(process.output(), StandardCharsets.UTF_8, each -> lines.add(each.text()));
      assertThat(process.waitFor()).as("%s", lines).isZero();
    }
    return lines;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var path = from.relativize(file).toString();
        if (path.contains("process")) {
          var target = to.resolve(path);
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
  }

  private static void open(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.toList()) {
        assertThat(file.toFile().setReadable(true, false)).isTrue();
        if (Files.isDirectory(file)) {
          assertThat(file.toFile().setExecutable(true, false)).isTrue();
        }
      }
    }
  }

  /** A program whose child tries to read its environment and memory. */
  static final class Reader {
    private Reader() {}

    /** Prints what the child could read, or why none could be started as another user. */
    public static void main(String[] args) throws Exception {
      if (args[0].equals("hide")) {
        Fence.hideThisProcess();
      }
      if (args[0].equals("change")) {
        try {
          var _ = bash("true", new Fence(new Fence.User(1, 1), Set.of()));
        } catch (IOException e) {
          System.out.println(e.getMessage());
        }
        return;
      }
      var read =
          "for file in /proc/$PPID/environ /proc/$PPID/maps; do if { : <$file; } 2>/dev/null; then echo read; else echo refused; fi; done";
      bash(read, Fence.NONE).forEach(System.out::println);
    }
  }
}
