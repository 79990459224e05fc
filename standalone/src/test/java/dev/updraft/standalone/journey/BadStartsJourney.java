package dev.updraft.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Starts that cannot be: one line that says why and what to do, and exit code 2. */
class BadStartsJourney {
  @Test
  void aPortInUseIsNamed(@TempDir Path folder) throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var ended = UpdraftProcess.upInVain(folder, taken.getLocalPort());
      assertThat(ended.output())
          .contains("updraft: port " + taken.getLocalPort() + " is in use.", "--port N")
          .doesNotContain("\tat ");
      assertThat(ended.exitCode()).isEqualTo(2);
    }
  }

  @Test
  void aPortThatNoneCanBeIsRefused(@TempDir Path folder) {
    var ended = UpdraftProcess.upInVain(folder, 65_536);
    assertThat(ended.output())
        .contains("updraft: --port is 65536, it can be 0 to 65535.")
        .doesNotContain("\tat ");
    assertThat(ended.exitCode()).isEqualTo(2);
  }

  @Test
  @ExtendWith(OneUpdraft.class)
  void aDataFolderInUseIsNamed(UpdraftProcess updraft) {
    var ended = updraft.againInVain();
    assertThat(ended.output())
        .contains("updraft: the data folder ", "is used by another process: stop it")
        .doesNotContain("\tat ");
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(updraft.api().get("version").status()).isEqualTo(200);
  }

  @Test
  void aDataFolderOfAnotherVersionIsLeftAlone(@TempDir Path folder) throws IOException {
    var data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("format"), "99\n");
    var ended = UpdraftProcess.upInVain(folder, UpdraftProcess.freePort());
    assertThat(ended.output())
        .contains(data.toString(), "format 99; this version reads format 1", "--data")
        .doesNotContain("\tat ");
    assertThat(ended.exitCode()).isEqualTo(2);
    try (var files = Files.list(data)) {
      assertThat(files).containsExactly(data.resolve("format"));
    }
  }

  @Test
  void aFolderWithOtherFilesIsNotTakenForData(@TempDir Path folder) throws IOException {
    var data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("letter.txt"), "mine");
    var ended = UpdraftProcess.upInVain(folder, UpdraftProcess.freePort());
    assertThat(ended.output()).contains(data + " is not empty", "--data").doesNotContain("\tat ");
    assertThat(ended.exitCode()).isEqualTo(2);
  }

  @Test
  void anEmptiedSecretOrFormatIsNamedInOneLine(@TempDir Path folder) throws IOException {
    UpdraftProcess.up(folder).close();
    var secret = folder.resolve("data").resolve("secret");
    Files.write(secret, new byte[0]);
    var ended = UpdraftProcess.upInVain(folder, UpdraftProcess.freePort());
    assertThat(ended.output())
        .contains("updraft: " + secret + " has 0 bytes, it should have 64")
        .doesNotContain("\tat ");
    assertThat(ended.exitCode()).isEqualTo(2);

    var format = folder.resolve("data").resolve("format");
    Files.write(format, new byte[0]);
    assertThat(UpdraftProcess.upInVain(folder, UpdraftProcess.freePort()).output())
        .contains("updraft: " + format + " is empty");
  }

  @Test
  void aStoreThatCannotBeOpenedIsNamedInOneLine(@TempDir Path folder) throws IOException {
    var data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("format"), "1\n");
    Files.createDirectories(data.resolve("store").resolve("dynamodb.db"));
    var ended = UpdraftProcess.upInVain(folder, UpdraftProcess.freePort());
    assertThat(ended.output())
        .contains("updraft: the embedded servers did not start")
        .doesNotContain("\tat dev.updraft");
    assertThat(ended.exitCode()).isEqualTo(2);
  }

  @Test
  void aDataFolderThatGoesAwayIsSaidByHealthUntilItIsBack(@TempDir Path folder) throws IOException {
    try (var updraft = UpdraftProcess.up(folder)) {
      var away = Files.move(folder.resolve("data"), folder.resolve("away"));
      var health = updraft.api().get("monitor/health").json().path("metadatabase");
      assertThat(health.path("status").asText()).isEqualTo("unhealthy");
      assertThat(health.path("problem").asText()).contains("the data folder", "is gone");
      Files.move(away, folder.resolve("data"));
      assertThat(updraft.api().get("monitor/health").json().at("/metadatabase/status").asText())
          .isEqualTo("healthy");
    }
  }
}
