package dev.updraft.api.execution;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Router;
import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.port.Blobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** The DAG folder's files, for runners that have no other way to it. */
final class FilesApi {
  /** How large a file may be. */
  static final int FILE_BYTES_MAX = 5 * 1024 * 1024;

  /** How long a packed file may be, in characters: an answer of Lambda has at most 6 MB. */
  static final int PACKED_CHARS_MAX = 5_500_000;

  private static final int PAGE = 1_000;
  private final Blobs files;

  FilesApi(Blobs files) {
    this.files = files;
  }

  void routes(Router router, TaskAuth auth) {
    router
        .on("GET", "/execution/updraft/files", auth.any(this::list))
        .on("GET", "/execution/updraft/files/{file:path}", auth.any(this::file));
  }

  private HttpAnswer list(Call call, Bearer bearer) {
    var page = files.list("", call.query("from"), PAGE);
    var shapes =
        page.items().stream()
            .filter(entry -> !entry.key().endsWith("/"))
            .map(entry ->
                new Fields()
                    .put("path", entry.key())
                    .put("size", entry.sizeBytes())
                    .put("etag", entry.etag()))
            .toList();
    return HttpAnswer.ok(new Fields().put("files", shapes).put("next", page.next()));
  }

  private HttpAnswer file(Call call, Bearer bearer) {
    var path = call.path("file");
    var entry =
        files.list(path, null, 1).items().stream()
            .filter(one -> one.key().equals(path))
            .findFirst()
            .orElseThrow(() -> missing(path));
    if (entry.sizeBytes() > FILE_BYTES_MAX) {
      throw tooLarge(path, entry.sizeBytes());
    }
    var bytes = files.get(path);
    if (bytes == null) {
      throw missing(path);
    }
    var packed = packed(bytes);
    if (bytes.length > FILE_BYTES_MAX || packed.length() > PACKED_CHARS_MAX) {
      throw tooLarge(path, bytes.length);
    }
    return HttpAnswer.ok(
        new Fields()
            .put("path", path)
            .put("size", bytes.length)
            .put("etag", entry.etag())
            .put("gzip_base64", packed));
  }

  private static ApiProblem missing(String path) {
    return ApiProblem.notFoundReason("The DAG folder has no file '%s'".formatted(path));
  }

  private static ApiProblem tooLarge(String path, long bytes) {
    return ApiProblem.of(
        413,
        "the file '%s' of the DAG folder has %d bytes, workers get files of at most %d bytes, and of %d characters packed"
            .formatted(path, bytes, FILE_BYTES_MAX, PACKED_CHARS_MAX));
  }

  private static String packed(byte[] bytes) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes all that is written", e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }
}
