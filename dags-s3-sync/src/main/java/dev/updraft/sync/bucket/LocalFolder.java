package dev.updraft.sync.bucket;

import dev.updraft.parser.folder.DagFolder;
import dev.updraft.parser.folder.FolderWalk;
import dev.updraft.parser.folder.IgnoreSyntax;
import dev.updraft.sync.bucket.LeftOut.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * What of a folder goes to the bucket, and what does not.
 *
 * @param root the folder
 * @param files what goes there, by path
 * @param leftOut what does not, in order of names
 */
public record LocalFolder(Path root, SortedMap<String, LocalFile> files, List<LeftOut> leftOut) {
  /** How many files a folder may hold. */
  public static final int FILES_MAX = 100_000;

  /** The standalone process's connections, with their passwords. */
  private static final String CONNECTIONS = "connections.json";

  private static final int KEY_BYTES_MAX = 1024;
  private static final String UNDECODABLE = "\uFFFD";

  public LocalFolder {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    leftOut = List.copyOf(leftOut);
  }

  /**
   * What to look for.
   *
   * @param syntax how {@code .airflowignore} is read
   * @param uploadIgnored whether ignored files go to the bucket too, unless they are DAG files
   * @param fileBytesMax the size a file may have
   * @param keyPrefix what its keys will begin with
   */
  public record Rules(
      IgnoreSyntax syntax, boolean uploadIgnored, int fileBytesMax, String keyPrefix) {}

  /**
   * Reads a folder.
   *
   * @param progress is told after each file how many have been read
   * @throws IOException if it cannot be read, or holds too many files
   */
  public static LocalFolder read(Path root, Rules rules, IntConsumer progress) throws IOException {
    var reading = new Reading(root.toRealPath(), rules, progress);
    FolderWalk.of(root, rules.syntax(), reading);
    return new LocalFolder(root, reading.files, reading.leftOut);
  }

  /** What is left out although somebody wanted it there. */
  public List<LeftOut> faults() {
    return leftOut.stream().filter(one -> one.reason().isFault()).toList();
  }

  private static final class Reading implements FolderWalk.Visitor {
    private final Path realRoot;
    private final Rules rules;
    private final IntConsumer progress;
    private final SortedMap<String, LocalFile> files = new TreeMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    Reading(Path realRoot, Rules rules, IntConsumer progress) {
      this.realRoot = realRoot;
      this.rules = rules;
      this.progress = progress;
    }

    @Override
    public boolean folder(String path, boolean ignored) throws IOException {
      var name = name(path);
      if (ignored && !rules.uploadIgnored()) {
        return leave(path + "/", Reason.IGNORED);
      }
      if (name.startsWith(".")) {
        return leave(path + "/", Reason.HIDDEN);
      }
      if (name.equals("__pycache__")) {
        return leave(path + "/", Reason.CACHE);
      }
      boolean within = realRoot.resolve(path).toRealPath().startsWith(realRoot);
      return within || leave(path + "/", Reason.OUTSIDE);
    }

    @Override
    public void again(String path) {
      leave(path + "/", Reason.AGAIN);
    }

    @Override
    public void file(String path, Path file, boolean ignored) throws IOException {
      if (name(path).equals(".airflowignore")) {
        return;
      }
      boolean wanted = !ignored || (rules.uploadIgnored() && !DagFolder.isDagFile(path));
      if (!wanted) {
        leave(path, Reason.IGNORED);
      } else if (name(path).startsWith(".")) {
        leave(path, Reason.HIDDEN);
      } else if (path.equals(CONNECTIONS)) {
        leave(path, Reason.SECRETS);
      } else if (!Files.isRegularFile(file)) {
        leave(path, Reason.NO_FILE);
      } else if (!file.toRealPath().startsWith(realRoot)) {
        leave(path, Reason.OUTSIDE);
      } else if (!isKey(rules.keyPrefix() + path)) {
        leave(path, Reason.NO_KEY);
      } else {
        take(path, file);
      }
    }

    private void take(String path, Path file) throws IOException {
      if (files.size() >= FILES_MAX) {
        throw new IOException("the folder holds more than " + FILES_MAX + " files");
      }
      if (Files.size(file) > rules.fileBytesMax()) {
        leave(path, Reason.TOO_LARGE);
        return;
      }
      var bytes = Files.readAllBytes(file);
      files.put(path, new LocalFile(path, file, bytes.length, Digests.of(bytes)));
      progress.accept(files.size());
    }

    private boolean leave(String path, Reason reason) {
      leftOut.add(new LeftOut(path, reason));
      return false;
    }

    private static boolean isKey(String key) {
      return !key.contains(UNDECODABLE)
          && key.chars().noneMatch(Character::isISOControl)
          && key.getBytes(StandardCharsets.UTF_8).length <= KEY_BYTES_MAX;
    }

    private static String name(String path) {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }
}
