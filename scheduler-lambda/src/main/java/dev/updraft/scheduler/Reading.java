package dev.updraft.scheduler;

import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one look at the DAG folder's files found, each read once; and whether it is so still. */
final class Reading {
  private final Blobs files;
  private final Map<String, Optional<Bytes>> found = new HashMap<>();

  Reading(Blobs files) {
    this.files = files;
  }

  /** A file; null if there is none. */
  @Nullable Bytes bytes(String path) {
    return found.computeIfAbsent(path, this::look).orElse(null);
  }

  /** The same as text. */
  @Nullable String text(String path) {
    var bytes = bytes(path);
    return bytes == null ? null : new String(bytes.toArray(), StandardCharsets.UTF_8);
  }

  /** Looks at every file again: whether none has changed, come or gone. */
  boolean isStillSo() {
    return found.entrySet().stream()
        .allMatch(file -> Objects.equals(file.getValue(), look(file.getKey())));
  }

  private Optional<Bytes> look(String path) {
    return Optional.ofNullable(files.get(path)).map(Bytes::of);
  }
}
