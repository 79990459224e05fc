package dev.updraft.runner.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UserProcessTest {
  @TempDir Path folder;

  /** All ways to start a process, of which a machine has one. */
  enum Kind {
    SPAWNED,
    JDK_WITH_SESSION,
    JDK_ALONE;

    UserProcess start(Command command) throws IOException {
      return switch (this) {
        case SPAWNED -> SpawnedProcess.start(command);
        case JDK_WITH_SESSION -> PortableProcess.start(command, List.of(program("setsid")));
        case JDK_ALONE -> PortableProcess.start(command, List.of());
      };
    }
  }

  private Command bash(String text) {
    return new Command(List.of("bash", "-c", text), environment(), folder);
  }

  private static Map<String, String> environment() {
    var environment = new HashMap<>(System.getenv());
    environment.put("PATH", fullPath());
    return environment;
  }

  private static String fullPath() {
    return System.getenv().getOrDefault("UPDRAFT_FULL_PATH", System.getenv("PATH"));
  }

  private static String program(String name) {
    return String.valueOf(Command.onPath(name, fullPath()));
  }

  private static List<String> lines(UserProcess process) throws Exception {
    var lines = new ArrayList<String>();
    Lines.forEach(process.output(), StandardCharsets.UTF_8, line -> lines.add(line.text()));
    return lines;
  }

  @ParameterizedTest
  @EnumSource
  void itsOutputAndItsCodeAreWhatItLeaves(Kind kind) throws Exception {
    try (var process =
        kind.start(bash("echo out; echo err >&2; echo again > /dev/stderr; pwd; cat; exit 3"))) {
      assertThat(lines(process))
          .containsExactly("out", "err", "again", folder.toRealPath().toString());
      assertThat(process.waitFor()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void moreOutputThanAPipeHoldsArrives(Kind kind) throws Exception {
    try (var process = kind.start(bash("for i in {1..30000}; do echo \"line $i\"; done"))) {
      assertThat(lines(process)).hasSize(30_000).last().isEqualTo("line 30000");
      assertThat(process.waitFor()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void itsEnvironmentIsTheGivenOne(Kind kind) throws Exception {
    var command = new Command(List.of("env"), Map.of("PATH", fullPath(), "ONLY", "ä=b c"), folder);
    try (var process = kind.start(command)) {
      assertThat(lines(process))
          .contains("ONLY=ä=b c")
          .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("AWS_"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIgnoresTheFirstSignalIsEndedByTheSecond(Kind kind) throws Exception {
    try (var process = kind.start(bash("trap '' TERM; sleep 320 & echo $!; wait; sleep 321"))) {
      var first = new byte[32];
      int n = process.output().read(first);
      var child = new String(first, 0, n, StandardCharsets.UTF_8).strip();
      process.kill(Duration.ofMillis(200));
      assertThat(isAlive(child)).isFalse();
      assertThat(process.waitFor()).isIn(-9, 137);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeStartedIsNamed(Kind kind) {
    assertThatThrownBy(() -> kind.start(new Command(List.of("no-such-program"), Map.of(), folder)))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot start 'no-such-program': there is no such program on the PATH");
    assertThatThrownBy(
            () -> kind.start(new Command(List.of("/bin/sh"), Map.of(), folder.resolve("none"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot start '/bin/sh' in " + folder.resolve("none"));
    assertThatThrownBy(() -> kind.start(new Command(List.of("/bin/sh", "a\0b"), Map.of(), folder)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("NUL");
  }

  @Test
  void whatIsNoProgramIsRefusedWithTheSystemsWord() throws Exception {
    var file = Files.writeString(folder.resolve("text"), "text");
    assertThatThrownBy(
            () -> SpawnedProcess.start(new Command(List.of(file.toString()), Map.of(), folder)))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot start '%s': Permission denied".formatted(file));
  }

  @Test
  void noSignalIsBlockedOrIgnored() throws Exception {
    var status = List.of("cat", "/proc/self/status");
    try (var process = SpawnedProcess.start(new Command(status, environment(), folder))) {
      assertThat(lines(process)).contains("SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000");
    }
  }

  @Test
  void nothingIsLeftOpenAndNothingIsLeftBehind() throws Exception {
    run("true");
    long before = descriptors();
    for (int i = 0; i < 50; i++) {
      run(
          "(sleep 322 >/dev/null 2>&1 &); %s env -i sleep 323 >/dev/null 2>&1 & echo $!"
              .formatted(program("setsid")));
    }
    assertThat(descriptors()).isLessThan(before + 10);
    assertThat(ProcessHandle.current().descendants().map(UserProcessTest::command))
        .noneMatch(line -> line.contains("sleep 322") || line.contains("sleep 323"));
  }

  @Test
  void noMarkStaysOnThisProcess() throws Exception {
    run("true");
    assertThat(Mark.isAnyOn(ProcessHandle.current().pid())).isFalse();
  }

  @Test
  void orphansThatEndDoNotStayAsZombies() throws Exception {
    try (var process =
        SpawnedProcess.start(
            bash("for i in {1..30}; do (sleep 0.01 &); done; exec >&-; exec 2>&-; sleep 324"))) {
      assertThat(lines(process)).isEmpty();
      until(() -> zombies() == 0);
    }
  }

  @Test
  void oneWhoHidesAndHoldsTheOutputHoldsNobodyElse() throws Exception {
    var setsid = program("setsid");
    try (var process =
        SpawnedProcess.start(
            bash("%s bash -c 'ulimit -x 7; echo $$; exec sleep 325' & wait".formatted(setsid)))) {
      var lines = new ArrayList<String>();
      var killer = new Thread(() -> process.kill(Duration.ofMillis(100)));
      Lines.forEach(
          process.output(),
          StandardCharsets.UTF_8,
          line -> {
            lines.add(line.text());
            killer.start();
          });
      killer.join();
      assertThat(process.waitFor()).isIn(-15, 143);
      var hidden = ProcessHandle.of(Long.parseLong(lines.getFirst()));
      hidden.ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void theEndIsNoticedWithoutDescriptorsOfProcesses() throws Exception {
    var process = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
    var exit = Exit.byThread((int) process.pid());
    assertThat(exit.await(TimeUnit.SECONDS.toNanos(20))).isTrue();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void allEndsWhenTheJvmIsKilled() throws Exception {
    var pids = folder.resolve("pids");
    var script =
        "%1$s env -i bash -c 'trap \"\" TERM INT HUP; echo $$ >> %2$s; sleep 326; sleep 327' & sleep 328 & echo $! >> %2$s; wait"
            .formatted(program("setsid"), pids);
    var jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                script)
            .inheritIO()
            .start();
    try {
      until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);
    } finally {
      jvm.destroyForcibly();
    }
    for (var pid : Files.readAllLines(pids)) {
      until(() -> !isAlive(pid));
    }
  }

  /** A program that starts a script and waits for it. */
  static final class Starter {
    private Starter() {}

    /** Starts it. */
    public static void main(String[] args) throws Exception {
      try (var process =
          UserProcess.start(
              List.of("/bin/bash", "-c", args[0]), System.getenv(), Path.of("/"), Fence.NONE)) {
        var _ = process.waitFor();
      }
    }
  }

  private void run(String text) throws Exception {
    try (var process = SpawnedProcess.start(bash(text))) {
      lines(process);
      assertThat(process.waitFor()).isZero();
    }
  }

  private static long descriptors() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  private static long zombies() {
    return ProcessHandle.current()
        .children()
        .filter(child -> !isAlive(Long.toString(child.pid())))
        .count();
  }

  private static String command(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).replace('\0', ' ');
    } catch (IOException _) {
      return ""; // it ended meanwhile
    }
  }

  private static boolean isAlive(String pid) {
    try {
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
    } catch (IOException _) {
      return false;
    }
  }

  /** A condition that may fail to be looked at. */
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void until(Condition condition) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
