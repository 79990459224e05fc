package dev.updraft.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.attempt.SigningKeys;
import dev.updraft.standalone.DataFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SecretCommandTest {
  @TempDir private Path data;

  @Test
  void aNewSecretLiesBesideTheOldOneTillThatIsOver() throws Exception {
    var folder = DataFolder.open(data);
    var old = folder.keys().keys().getFirst();

    assertThat(run("rotate", "--data", data.toString())).contains("secret " + old.id());

    var keys = DataFolder.open(data).keys();
    assertThat(keys.keys()).hasSize(2);
    assertThat(keys.signing(Instant.now()).id()).isEqualTo(old.id());
    var later = Instant.now().plus(SigningKeys.SIGNS_AFTER).plusSeconds(1);
    assertThat(keys.signing(later).id()).isNotEqualTo(old.id());
    assertThat(keys.good(old.id(), later.plus(Duration.ofDays(14)))).isPresent();
    assertThat(keys.good(old.id(), later.plus(Duration.ofDays(15)))).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secret"))))
        .isEqualTo("rw-------");
    try (var files = Files.list(data)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("secret", "format");
    }
  }

  @Test
  void aSecretThatGotOutIsReplacedAtOnce() {
    var old = DataFolder.open(data).keys().keys().getFirst();
    run("rotate", "--data", data.toString(), "--at-once");
    assertThat(DataFolder.open(data).keys().keys())
        .singleElement()
        .satisfies(key -> assertThat(key.id()).isNotEqualTo(old.id()));
  }

  @Test
  void whatItPrintsShowsNoSecret() throws Exception {
    assertThat(DataFolder.open(data).keys().keys()).hasSize(1);
    var printed = run("rotate", "--data", data.toString());
    var kept = Files.readString(data.resolve("secret"));
    for (var part : kept.split("\"", -1)) {
      if (part.length() > 40) {
        assertThat(printed).doesNotContain(part);
      }
    }
  }

  @Test
  void oneOfBothPlacesMustBeNamed() {
    assertThat(
            new CommandLine(new SecretCommand())
                .setErr(new PrintWriter(new StringWriter()))
                .execute("rotate"))
        .isEqualTo(2);
  }

  private static String run(String... arguments) {
    var out = new StringWriter();
    var command = new CommandLine(new SecretCommand()).setOut(new PrintWriter(out));
    assertThat(command.execute(arguments)).isZero();
    return out.toString();
  }
}
