package dev.updraft.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.standalone.embedded.FolderProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void theSecretIsMadeOnceAndItsOwnersAlone() throws IOException {
    var secret = DataFolder.open(folder).secret();

    assertThat(secret).hasSize(64);
    assertThat(DataFolder.open(folder).secret()).isEqualTo(secret);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      assertThat(Files.getPosixFilePermissions(folder.resolve("secret"))).hasSize(2);
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("format", "secret");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63})
  void aSecretThatIsNotWholeIsNamedAndNotUsed(int bytes) throws IOException {
    var data = DataFolder.open(folder);
    Files.write(folder.resolve("secret"), new byte[bytes]);

    assertThatThrownBy(data::secret)
        .isInstanceOf(DataFolder.UnusableException.class)
        .hasMessageContaining("secret has %d bytes, it should have 64", bytes)
        .hasMessageContaining("Delete that file");
  }

  @Test
  void anEmptiedFormatIsNamed() throws IOException {
    DataFolder.open(folder);
    Files.write(folder.resolve("format"), new byte[0]);

    assertThatThrownBy(() -> DataFolder.open(folder))
        .isInstanceOf(DataFolder.UnusableException.class)
        .hasMessageContaining("format is empty");
  }

  @Test
  void whatAWriterLeftBehindThatDiedIsNoData() throws IOException {
    Files.writeString(folder.resolve("format.new"), "");

    assertThat(DataFolder.open(folder).secret()).hasSize(64);
  }

  @Test
  void aFileIsNoDataFolder() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(DataFolder.UnusableException.class)
        .hasMessageContaining("cannot be used as data folder");
    assertThatThrownBy(() -> DataFolder.open(file.resolve("below")))
        .isInstanceOf(DataFolder.UnusableException.class)
        .hasMessageContaining("cannot be used as data folder");
  }

  @Test
  void aFolderThatIsGoneOrFullIsAProblemUntilItIsNot() throws IOException {
    var data = DataFolder.open(folder.resolve("data"));
    assertThat(data.problem()).isNull();
    var elsewhere = Files.move(folder.resolve("data"), folder.resolve("away"));
    assertThat(data.problem()).endsWith("data is gone");
    Files.move(elsewhere, folder.resolve("data"));
    assertThat(data.problem()).isNull();

    assertThat(FolderProblem.of(folder, Long.MAX_VALUE)).contains("kB of space left: make room");
  }
}
