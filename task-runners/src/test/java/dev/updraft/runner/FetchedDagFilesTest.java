package dev.updraft.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The DAG folder's files where tasks run elsewhere. */
class FetchedDagFilesTest {
  private static final String LIST = "GET updraft/files";

  @TempDir private Path folder;
  private final FakeExecutionApi api = new FakeExecutionApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aTaskGetsTheFileItRunsAndOnlyWhatHasChangedIsFetchedAgain() throws IOException {
    offer(Map.of("say.sh", "1"), "echo from the bucket");
    var attempts =
        Attempts.standard("operators.bash.BashOperator", Map.of("bash_command", "say.sh"))
            .fetching(folder);
    attempts.run(api);
    attempts.run(api);
    assertThat(api.log()).contains("from the bucket");
    assertThat(fetched()).isEqualTo(1);
    offer(Map.of("say.sh", "2"), "echo and changed");
    assertThat(folder.resolve("say.sh")).hasContent("echo from the bucket");
  }

  @Test
  void aTaskThatReadsNoFileAsksForNone() {
    Attempts.standard("operators.bash.BashOperator", Map.of("bash_command", "true"))
        .fetching(folder)
        .run(api);
    assertThat(api.calls).noneMatch(call -> call.path().contains("updraft/files"));
  }

  @Test
  void aFolderThatIsTooLargeFailsTheTaskAndSaysSo() {
    var files = new ArrayList<Map<String, Object>>();
    for (int i = 0; i <= FetchedDagFiles.FILES_MAX; i++) {
      files.add(Map.of("path", "f" + i, "size", 1, "etag", "1"));
    }
    api.answers.put(LIST, Map.of("files", files));
    Attempts.standard("operators.bash.BashOperator", Map.of("bash_command", "say.sh"))
        .fetching(folder)
        .run(api);
    assertThat(api.log())
        .anySatisfy(line -> assertThat(line).contains("the DAG folder is too large for workers"));
  }

  @Test
  void aPathThatLeadsOutOfTheFolderIsNotWritten() throws IOException {
    offer(Map.of("../evil.sh", "1"), "x");
    Attempts.standard("operators.bash.BashOperator", Map.of("bash_command", "say.sh"))
        .fetching(folder.resolve("in"))
        .run(api);
    assertThat(Files.exists(folder.resolve("evil.sh"))).isFalse();
    assertThat(api.log()).anySatisfy(line -> assertThat(line).contains("leads out"));
  }

  private long fetched() {
    return api.calls.stream().filter(call -> call.path().contains("updraft/files/")).count();
  }

  private void offer(Map<String, String> etags, String content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    var text = Base64.getEncoder().encodeToString(packed.toByteArray());
    var files = new ArrayList<Map<String, Object>>();
    etags.forEach((path, etag) -> {
      files.add(Map.of("path", path, "size", content.length(), "etag", etag));
      api.answers.put("GET updraft/files/" + path, Map.of("gzip_base64", text));
    });
    api.answers.put(LIST, Map.of("files", List.copyOf(files)));
  }
}
