package dev.updraft.parser.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files are kept, by a table that Airflow itself filled. */
class IgnoredFilesTest {
  private record Case(String syntax, Map<String, String> ignore, List<String> kept) {}

  private record Table(String source, List<String> files, List<Case> cases) {}

  /** Whether it ends at all: what backtracks takes longer than a life. */
  private static final Duration LIVES = Duration.ofSeconds(60);

  @TempDir private Path root;
  private Table table = new Table("", List.of(), List.of());

  @BeforeEach
  void read() throws IOException {
    try (var in =
        Objects.requireNonNull(getClass().getResourceAsStream("/airflow/ignored-files.json"))) {
      table = Json.MAPPER.readValue(in, Table.class);
    }
    for (var file : table.files()) {
      var path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "{}");
    }
  }

  @Test
  void filesAreIgnoredAsAirflowIgnoresThem() throws IOException {
    assertThat(table.cases()).hasSizeGreaterThan(500);
    for (var one : table.cases()) {
      var written = new ArrayList<Path>();
      for (var ignore : one.ignore().entrySet()) {
        var file = root.resolve(ignore.getKey()).resolve(".airflowignore");
        written.add(Files.writeString(file, ignore.getValue()));
      }
      assertThat(kept(IgnoreSyntax.valueOf(one.syntax().toUpperCase(Locale.ROOT))))
          .as("%s", one)
          .isEqualTo(one.kept());
      for (var file : written) {
        Files.delete(file);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GLOB, *a",
    "GLOB, a*",
    "GLOB, **/",
    "REGEXP, .*",
    "REGEXP, (a+)+",
    "REGEXP, (",
    "REGEXP, (a|a)*",
  })
  void noPatternKeepsTheReadingBusy(IgnoreSyntax syntax, String part) throws IOException {
    Files.writeString(root.resolve("a".repeat(200) + ".yml"), "{}");
    Files.writeString(root.resolve("later.yml"), "{}");
    Files.writeString(
        root.resolve(".airflowignore"), part.repeat(2_000) + "X\n" + part.repeat(120) + "X$\n");
    assertThat(assertTimeoutPreemptively(LIVES, () -> kept(syntax)))
        .contains("a".repeat(200) + ".yml", "later.yml");
  }

  private List<String> kept(IgnoreSyntax syntax) throws IOException {
    var kept = new ArrayList<String>();
    FolderWalk.of(
        root,
        syntax,
        new FolderWalk.Visitor() {
          @Override
          public boolean folder(String path, boolean ignored) {
            return !ignored;
          }

          @Override
          public void file(String path, Path file, boolean ignored) {
            if (!ignored && !path.endsWith(".airflowignore")) {
              kept.add(path);
            }
          }
        });
    return kept.stream().sorted().toList();
  }
}
