package dev.updraft.parser.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through a folder, in order of names, and says of everything in it whether the {@code
 * .airflowignore} files ignore it. Links to folders are followed, each folder once.
 */
public final class FolderWalk {
  /** How deep folders may be nested. */
  public static final int DEPTH_MAX = 50;

  private static final String IGNORE = ".airflowignore";
  private static final int IGNORE_BYTES_MAX = 1024 * 1024;

  private final Path root;
  private final IgnoreSyntax syntax;
  private final Visitor visitor;
  private final Map<Path, IgnoreFile> ignores = new LinkedHashMap<>();
  private final Set<Path> visited = new HashSet<>();

  private FolderWalk(Path root, IgnoreSyntax syntax, Visitor visitor) {
    this.root = root;
    this.syntax = syntax;
    this.visitor = visitor;
  }

  /** Who is told what there is. Paths are below the root, with forward slashes. */
  public interface Visitor {
    /** Whether to look into a folder. */
    boolean folder(String path, boolean ignored) throws IOException;

    /** Hears of a folder that was looked into already, under another name. */
    default void again(String path) {}

    /**
     * Hears of a folder that cannot be looked into, for this reason; may go on without it.
     *
     * @throws IOException to end the walk, as it does by itself
     */
    default void unreadable(String path, IOException reason) throws IOException {
      throw reason;
    }

    /** Takes what is not a folder: a file, but also a link that leads nowhere. */
    void file(String path, Path file, boolean ignored) throws IOException;
  }

  /**
   * Goes through a folder.
   *
   * @throws IOException if a folder cannot be listed, or folders are nested too deep
   */
  public static void of(Path root, IgnoreSyntax syntax, Visitor visitor) throws IOException {
    var absolute = root.toAbsolutePath().normalize();
    new FolderWalk(absolute, syntax, visitor).walk(absolute, false, 0);
  }

  private void walk(Path folder, boolean inIgnored, int depth) throws IOException {
    if (!visited.add(folder.toRealPath())) {
      visitor.again(relative(folder));
      return;
    }
    if (depth > DEPTH_MAX) {
      throw new IOException(
          "%s is nested deeper than %d folders".formatted(relative(folder), DEPTH_MAX));
    }
    readIgnoreFile(folder);
    for (var entry : entries(folder)) {
      boolean inner = Files.isDirectory(entry);
      boolean ignored = inIgnored || isIgnored(entry, inner);
      if (!inner) {
        visitor.file(relative(entry), entry, ignored);
      } else if (visitor.folder(relative(entry), ignored)) {
        inner(entry, ignored, depth + 1);
      }
    }
  }

  private void inner(Path folder, boolean ignored, int depth) throws IOException {
    try {
      walk(folder, ignored, depth);
    } catch (IOException e) {
      visitor.unreadable(relative(folder), e);
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void readIgnoreFile(Path folder) throws IOException {
    var file = folder.resolve(IGNORE);
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(IGNORE_BYTES_MAX + 1);
      if (bytes.length > IGNORE_BYTES_MAX) {
        throw new IOException(file + " has more than " + IGNORE_BYTES_MAX + " bytes");
      }
      var text = new String(bytes, StandardCharsets.UTF_8);
      ignores.put(folder, IgnoreFile.parse(text, syntax));
    }
  }

  private boolean isIgnored(Path path, boolean folder) {
    boolean ignored = false;
    for (var entry : ignores.entrySet()) {
      if (path.startsWith(entry.getKey())) {
        var below = slashed(entry.getKey().relativize(path));
        Optional<Boolean> decision = entry.getValue().ignores(below, relative(path), folder);
        ignored = decision.orElse(ignored);
      }
    }
    return ignored;
  }

  private String relative(Path file) {
    return slashed(root.relativize(file));
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }
}
