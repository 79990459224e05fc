package dev.updraft.parser.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.parser.ParseRequest.SourceFile;
import dev.updraft.parser.ParseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DagFolderTest {
  @TempDir private Path root;

  @Test
  void dagFilesAreFoundInAllFoldersAndDefaultsAreNoDagFiles() throws IOException {
    write("b.yml", "defaults.yml", "team/a.yaml", "team/defaults.yaml", "readme.md");
    assertThat(files(IgnoreSyntax.GLOB)).containsExactly("b.yml", "team/a.yaml");
  }

  @Test
  void ignoredFilesAreLeftOutAndLaterLinesTakeBack() throws IOException {
    write("a.yml", "b.yml", "old/c.yml", "x/y/z.yml", "x/keep.yml");
    Files.writeString(root.resolve(".airflowignore"), "old/ # gone\n/b.*\n**/z.yml\n");
    Files.writeString(root.resolve("x/.airflowignore"), "*.yml\n!keep.yml\n");
    assertThat(files(IgnoreSyntax.GLOB)).containsExactly("a.yml", "x/keep.yml");
  }

  @Test
  void regularExpressionsAreSoughtInThePath() throws IOException {
    write("a.yml", "team/draft_b.yml");
    Files.writeString(root.resolve(".airflowignore"), "draft_.*\n");
    assertThat(files(IgnoreSyntax.REGEXP)).containsExactly("a.yml");
  }

  @Test
  void linkedFoldersAreFollowedOnce() throws IOException {
    write("team/a.yml");
    Files.createSymbolicLink(root.resolve("team/loop"), root);
    assertThat(files(IgnoreSyntax.GLOB)).containsExactly("team/a.yml");
  }

  @Test
  void defaultsComeFarthestFirst() throws IOException {
    write("defaults.yml", "team/defaults.yaml", "team/sub/a.yml");
    var request =
        new DagFolder(root, IgnoreSyntax.GLOB)
            .request("team/sub/a.yml", Map.of(), Instant.EPOCH, ParseSettings.AIRFLOW);
    assertThat(request.defaults())
        .extracting(SourceFile::path)
        .containsExactly("defaults.yml", "team/defaults.yaml");
  }

  @Test
  void nothingOutsideTheFolderIsRead() throws IOException {
    write("data/sets.yml");
    Files.writeString(root.resolve("data/sets.yml"), "datasets: []\n");
    var folder = new DagFolder(root, IgnoreSyntax.GLOB);
    Files.createSymbolicLink(root.resolve("data/host.txt"), Path.of("/etc/hostname"));
    assertThat(folder.text("data/sets.yml")).isEqualTo("datasets: []\n");
    assertThat(folder.text(root.resolve("data/sets.yml").toString())).isEqualTo("datasets: []\n");
    assertThat(folder.text("../../etc/hostname")).isNull();
    assertThat(folder.text("/etc/hostname")).isNull();
    assertThat(folder.text("data/host.txt")).isNull();
    assertThat(folder.text("nowhere")).isNull();
  }

  private List<String> files(IgnoreSyntax syntax) throws IOException {
    return new DagFolder(root, syntax).files();
  }

  private void write(String... files) throws IOException {
    for (var file : files) {
      var path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "{}\n");
    }
  }
}
