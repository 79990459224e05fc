package dev.updraft.parser;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.wire.Json;
import dev.updraft.parser.ParseRequest.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The public corpus of dag-factory's examples, if it is on this machine: in the folder that the
 * system property {@code updraft.corpus} names, or in {@code shared/corpus/dag-factory} of a folder
 * above.
 */
record Corpus(Path root) {
  static final Instant NOW = Instant.parse("2026-11-21T10:30:00Z");

  static Optional<Corpus> find() {
    var named = System.getProperty("updraft.corpus");
    if (named != null) {
      return Optional.of(new Corpus(Path.of(named)));
    }
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      var root = folder.resolve("shared/corpus/dag-factory");
      if (Files.exists(root.resolve("manifest.json"))) {
        return Optional.of(new Corpus(root));
      }
    }
    return Optional.empty();
  }

  List<JsonNode> manifest() {
    var files = new ArrayList<JsonNode>();
    try {
      Json.MAPPER.readTree(root.resolve("manifest.json").toFile()).forEach(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  ParsedFile parse(String file) {
    var dags = root.resolve(file.startsWith("dev/dags/") ? "dev/dags" : "").normalize();
    return DagFileParser.parse(
        new ParseRequest(
            file,
            bytes(root.resolve(file)),
            defaults(root.resolve(file), dags),
            Map.of("CONFIG_ROOT_DIR", root.resolve("dev/dags").toString()),
            NOW,
            this::text,
            ParseSettings.AIRFLOW));
  }

  private List<SourceFile> defaults(Path file, Path top) {
    var files = new ArrayList<SourceFile>();
    for (var folder = file.getParent(); folder != null; folder = folder.getParent()) {
      for (var name : List.of("defaults.yml", "defaults.yaml")) {
        var defaults = folder.resolve(name);
        if (Files.exists(defaults) && !defaults.equals(file)) {
          files.addFirst(new SourceFile(root.relativize(defaults).toString(), bytes(defaults)));
          break;
        }
      }
      if (folder.equals(top)) {
        break;
      }
    }
    return files;
  }

  private @Nullable String text(String path) {
    try {
      return Files.exists(Path.of(path)) ? Files.readString(Path.of(path)) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Bytes bytes(Path path) {
    try {
      return Bytes.of(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
