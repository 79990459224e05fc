package dev.updraft.runner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.runner.api.ApiClient;
import dev.updraft.runner.operator.TaskFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the DAG folder, kept in step through the API: files whose etag has changed are fetched,
 * files that are gone are removed. Each file is replaced at once, so that a task that reads it sees
 * the old one or the new one.
 */
public final class FetchedDagFiles implements DagFiles {
  /** How many files are copied. */
  static final int FILES_MAX = 1_000;

  /** How large they may be together. */
  static final long BYTES_MAX = 50L * 1024 * 1024;

  private final Path folder;
  private final Map<String, String> etags = new HashMap<>();

  /**
   * @param folder where the copy is: this object's own
   */
  public FetchedDagFiles(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public synchronized void bring(ApiClient api) {
    var there = listed(api);
    try {
      for (var path : Map.copyOf(etags).keySet()) {
        if (!there.containsKey(path)) {
          Files.deleteIfExists(file(path));
          etags.remove(path);
        }
      }
      for (var entry : there.entrySet()) {
        if (!entry.getValue().equals(etags.get(entry.getKey()))) {
          fetch(api, entry.getKey(), entry.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the DAG folder cannot be copied to " + folder, e);
    }
  }

  private Map<String, String> listed(ApiClient api) {
    var there = new TreeMap<String, String>();
    long bytes = 0;
    @Nullable String from = null;
    do {
      var page = api.dagFiles(from);
      for (var entry : page.path("files")) {
        there.put(entry.path("path").asText(), entry.path("etag").asText());
        bytes += entry.path("size").asLong();
      }
      if (there.size() > FILES_MAX || bytes > BYTES_MAX) {
        throw TaskFailure.last(
            "the DAG folder is too large for workers: it has more than %d files or %d MB; keep data elsewhere"
                .formatted(FILES_MAX, BYTES_MAX / (1024 * 1024)));
      }
      from = page.path("next").isTextual() ? page.path("next").asText() : null;
    } while (from != null);
    return there;
  }

  private void fetch(ApiClient api, String path, String etag) throws IOException {
    var file = file(path);
    var answer = api.dagFile(path);
    if (answer.isEmpty()) {
      return; // removed since it was listed
    }
    Files.createDirectories(file.resolveSibling(""));
    var fresh = file.resolveSibling("." + file.getFileName() + ".new");
    Files.write(fresh, content(answer.get()));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    etags.put(path, etag);
  }

  private static byte[] content(JsonNode answer) throws IOException {
    var packed = Base64.getDecoder().decode(answer.path("gzip_base64").asText());
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      var bytes = in.readNBytes(Math.toIntExact(BYTES_MAX) + 1);
      if (bytes.length > BYTES_MAX) {
        throw new IOException("a file is larger than " + BYTES_MAX + " bytes");
      }
      return bytes;
    }
  }

  private Path file(String path) throws IOException {
    var file = folder.resolve(path).normalize();
    if (!file.startsWith(folder) || file.equals(folder)) {
      throw new IOException("the path '%s' leads out of the DAG folder".formatted(path));
    }
    return file;
  }
}
