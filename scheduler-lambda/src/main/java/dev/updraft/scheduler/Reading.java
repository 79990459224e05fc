package dev.updraft.scheduler;

import dev.updraft.core.port.Blobs;
import dev.updraft.core.port.Bytes;
import dev.updraft.parser.DagFileParser;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one look at the DAG folder's files found, each read once; and whether it is so still. */
final class Reading {
  private final Blobs files;
  private final Map<String, Optional<Blobs.Part>> found = new HashMap<>();

  Reading(Blobs files) {
    this.files = files;
  }

  /** A file, of a large one only enough to show that it is; null if there is none. */
  @Nullable Bytes bytes(String path) {
    var part = part(path);
    return part == null ? null : part.bytes();
  }

  /** How large a file is; 0 if there is none. */
  long sizeBytes(String path) {
    var part = part(path);
    return part == null ? 0 : part.sizeBytes();
  }

  /**
   * The same as text.
   *
   * @throws IllegalArgumentException if it is too large: a part of it would be another text
   */
  @Nullable String text(String path) {
    var part = part(path);
    if (part == null) {
      return null;
    }
    if (part.sizeBytes() > part.bytes().size()) {
      throw new IllegalArgumentException(
          "%s has %d bytes, at most %d are read"
              .formatted(path, part.sizeBytes(), DagFileParser.SIZE_MAX_BYTES));
    }
    return new String(part.bytes().toArray(), StandardCharsets.UTF_8);
  }

  /** Looks at every file again: whether none has changed, come or gone. */
  boolean isStillSo() {
    return found.entrySet().stream()
        .allMatch(file -> Objects.equals(file.getValue(), look(file.getKey())));
  }

  private Blobs.@Nullable Part part(String path) {
    return found.computeIfAbsent(path, this::look).orElse(null);
  }

  private Optional<Blobs.Part> look(String path) {
    return Optional.ofNullable(files.first(path, DagFileParser.SIZE_MAX_BYTES + 1));
  }
}
