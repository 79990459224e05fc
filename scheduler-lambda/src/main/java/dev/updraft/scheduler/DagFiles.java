package dev.updraft.scheduler;

import dev.updraft.core.dag.Executors;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.port.TooLargeException;
import dev.updraft.core.wire.DagVersions;
import dev.updraft.parser.DagFileParser;
import dev.updraft.parser.FileError;
import dev.updraft.parser.ParseRequest;
import dev.updraft.parser.ParseSettings;
import dev.updraft.parser.ParsedFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the catalog true to the DAG folder: a file that has changed is read, its DAGs are
 * published, and what cannot be read becomes the file's import errors. A DAG that was read before
 * and cannot be now keeps its last good version.
 */
public final class DagFiles {
  /** How many files one change of a {@code defaults.yml} may concern. */
  private static final int FILES_MAX = 10_000;

  private static final int PAGE = 500;

  /** How many times a file is read that changes while it is. */
  private static final int TIMES_MAX = 5;

  /** S3's keys have 1,024 bytes at most, a prefix included, and so do the sort keys of rows. */
  public static final int PATH_BYTES_MAX = 1_000;

  /** What the ids and versions of a file's DAGs may take of its row. */
  static final int DAGS_BYTES_MAX = 250_000;

  private static final int VERSION_BYTES = 72;
  private static final System.Logger LOG = System.getLogger(DagFiles.class.getName());

  private final Ports ports;
  private final Map<String, String> variables;
  private final InstantSource clock;
  private final ParseSettings settings;

  /**
   * With the world it acts in.
   *
   * @param variables what {@code $NAME} in a file stands for
   * @param executors the executors that tasks may name
   */
  public DagFiles(
      Ports ports, Map<String, String> variables, Executors executors, InstantSource clock) {
    this.ports = ports;
    this.variables = new TreeMap<>(variables);
    this.clock = clock;
    this.settings = ParseSettings.AIRFLOW.with(executors);
  }

  /** Whether a file of this path defines DAGs or their defaults. */
  public static boolean concerns(String path) {
    return path.endsWith(".yml") || path.endsWith(".yaml");
  }

  /** A file is new, has changed or is gone: what counts is what there is now. */
  public void changed(String path) {
    if (isDefaults(path)) {
      readBelow(path);
    } else if (concerns(path)) {
      readOrSay(path);
    }
  }

  /**
   * Takes down why a file cannot be read at all, as its import error. The DAGs that it defined
   * before stay as they were.
   */
  public void refuse(String path, String problem) {
    var key = FilePaths.key(path, PATH_BYTES_MAX);
    var before = ports.catalog().file(key);
    var dags = before == null ? Map.<DagId, VersionHash>of() : before.dags();
    var errors = FileProblems.bounded(path, List.of(FileProblems.ofAll(path, problem)));
    ports.catalog().recordFile(new Catalog.FileRow(key, "", clock.instant(), dags, errors));
  }

  /** Forgets a file that is gone, refused or not. */
  public void forget(String path) {
    forget(FilePaths.key(path, PATH_BYTES_MAX), new TreeSet<>(), 0);
  }

  /** Forgets all files but these. */
  public void forgetAllBut(Set<String> paths) {
    var keys = new TreeSet<String>();
    paths.forEach(path -> keys.add(FilePaths.key(path, PATH_BYTES_MAX)));
    @Nullable String from = null;
    do {
      var page = ports.catalog().files(from, PAGE);
      page.items().stream()
          .map(Catalog.FileRow::relativeFileloc)
          .filter(path -> !keys.contains(path))
          .forEach(path -> forget(path, new TreeSet<>(), 0));
      from = page.next();
    } while (from != null);
  }

  /**
   * Whatever a file does to its reader, it is said as its import error.
   *
   * @throws StoreException if a store failed, which may go well the next time
   */
  private void readOrSay(String path) {
    int pathBytes = path.getBytes(StandardCharsets.UTF_8).length;
    if (pathBytes > PATH_BYTES_MAX) {
      refuse(
          path, "its path has %d bytes, at most %d are taken".formatted(pathBytes, PATH_BYTES_MAX));
      return;
    }
    try {
      read(path);
    } catch (StoreException e) {
      sayThatItFailed(path, e);
      throw e;
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, path + " cannot be read", e);
      refuse(path, "cannot be read: " + (e instanceof RuntimeException ? e.getMessage() : e));
    }
  }

  private void sayThatItFailed(String path, StoreException failure) {
    try {
      refuse(path, "cannot be stored, it is tried again: " + failure.getMessage());
    } catch (StoreException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Reads a file until it is as it was read. Another process may be at the same file, for a later
   * event, and end first: who was slower looks again and says anew all that it may have
   * overwritten.
   */
  private void read(String path) {
    var said = new TreeSet<DagId>();
    for (int time = 0; time < TIMES_MAX; time++) {
      var reading = new Reading(ports.dagFiles());
      if (reading.bytes(path) == null) {
        forget(path, said, time);
      } else {
        store(path, reading, said, time);
      }
      if (reading.isStillSo()) {
        return;
      }
    }
    throw new StoreException(
        "%s changed again each of the %d times it was read; its next event reads it"
            .formatted(path, TIMES_MAX));
  }

  private void forget(String path, Set<DagId> said, int time) {
    var known = ports.catalog().file(path);
    var gone = new TreeSet<>(said);
    if (known != null) {
      gone.addAll(known.dags().keySet());
    }
    gone.forEach(dagId -> withdraw(dagId, path, time));
    said.addAll(gone);
    ports.catalog().removeFile(path);
  }

  /**
   * Stores what a file says.
   *
   * @param said the DAGs of which something was said before, in this call
   * @param time how many times the file was read before, in this call
   */
  private void store(String path, Reading reading, Set<DagId> said, int time) {
    var now = clock.instant();
    if (reading.sizeBytes(path) > DagFileParser.SIZE_MAX_BYTES) {
      refuse(
          path,
          "the file has %d bytes, at most %d are read"
              .formatted(reading.sizeBytes(path), DagFileParser.SIZE_MAX_BYTES));
      return;
    }
    var parsed = DagFileParser.parse(request(path, reading, now));
    int dagsBytes =
        parsed.dags().stream()
            .mapToInt(
                dag -> dag.dagId().value().getBytes(StandardCharsets.UTF_8).length + VERSION_BYTES)
            .sum();
    if (dagsBytes > DAGS_BYTES_MAX) {
      refuse(
          path,
          "defines %,d DAGs, more than one file's row can name: spread them over several files"
              .formatted(parsed.dags().size()));
      return;
    }
    var source = Objects.requireNonNull(reading.text(path));
    var before = ports.catalog().file(path);
    var errors = new ArrayList<>(parsed.errors().stream().map(FileError::line).toList());
    var dags = new TreeMap<DagId, VersionHash>();
    for (var dag : parsed.dags()) {
      var row = ports.catalog().get(dag.dagId());
      var conflict = row == null ? null : definedElsewhere(row, path);
      var hash = DagVersions.hash(dag);
      if (conflict != null) {
        errors.add(conflict);
        continue;
      }
      boolean known = isKnown(hash, row, before);
      if (!known || time > 0) {
        try {
          ports.catalog().publish(dag, hash, path, source, now);
        } catch (TooLargeException e) {
          errors.add("%s:1:1: DAG %s: %s".formatted(path, dag.dagId(), e.getMessage()));
          keepAsItWas(dag.dagId(), before, dags);
          continue;
        }
        var id = "%s#%s#%s#%d".formatted(path, hash, now, time);
        tell(dag.dagId(), new PlanEvent.DagPublished(hash), id);
        said.add(dag.dagId());
      }
      dags.put(dag.dagId(), hash);
    }
    keepWhatFailed(before, parsed, dags);
    var gone = new TreeSet<>(said);
    if (before != null) {
      gone.addAll(before.dags().keySet());
    }
    gone.removeAll(dags.keySet());
    gone.forEach(dagId -> withdraw(dagId, path, time));
    said.addAll(gone);
    ports
        .catalog()
        .recordFile(
            new Catalog.FileRow(
                path,
                Integer.toHexString(source.hashCode()),
                now,
                dags,
                FileProblems.bounded(path, errors)));
  }

  private ParseRequest request(String path, Reading reading, Instant now) {
    var bytes = Objects.requireNonNull(reading.bytes(path));
    return new ParseRequest(
        path, bytes, defaultsOf(path, reading), variables, now, reading::text, settings);
  }

  /** Whether the catalog has this version of a DAG already, by its own row and by its file's. */
  private static boolean isKnown(
      VersionHash hash, Catalog.@Nullable DagRow row, Catalog.@Nullable FileRow before) {
    return row != null
        && row.version().equals(hash)
        && before != null
        && hash.equals(before.dags().get(row.dagId()));
  }

  private @Nullable String definedElsewhere(Catalog.DagRow row, String path) {
    if (row.relativeFileloc().equals(path)) {
      return null;
    }
    var other = ports.catalog().file(row.relativeFileloc());
    return other != null && other.dags().containsKey(row.dagId())
        ? "%s:1:1: DAG %s: is defined in %s already"
            .formatted(path, row.dagId(), row.relativeFileloc())
        : null;
  }

  /** A DAG with an error stays as it was; a file that cannot be read at all keeps all of them. */
  private static void keepWhatFailed(
      Catalog.@Nullable FileRow before, ParsedFile parsed, Map<DagId, VersionHash> dags) {
    if (before == null) {
      return;
    }
    boolean wholeFile = parsed.errors().stream().anyMatch(error -> error.dagId() == null);
    before
        .dags()
        .forEach((dagId, version) -> {
          boolean failed = parsed.errors().stream().anyMatch(e -> dagId.value().equals(e.dagId()));
          if (wholeFile || failed) {
            dags.putIfAbsent(dagId, version);
          }
        });
  }

  private static void keepAsItWas(
      DagId dagId, Catalog.@Nullable FileRow before, Map<DagId, VersionHash> dags) {
    var version = before == null ? null : before.dags().get(dagId);
    if (version != null) {
      dags.put(dagId, version);
    }
  }

  private void withdraw(DagId dagId, String path, int time) {
    ports.catalog().remove(dagId);
    var id = "%s#removed#%s#%d".formatted(path, clock.instant(), time);
    tell(dagId, new PlanEvent.DagRemoved(), id);
  }

  private void tell(DagId dagId, PlanEvent event, String id) {
    ports.inbox().send(List.of(new Inbox.Message(new AggregateKey.OfDag(dagId), event, id)));
  }

  private static List<ParseRequest.SourceFile> defaultsOf(String path, Reading reading) {
    var found = new ArrayList<ParseRequest.SourceFile>();
    var folder = folderOf(path);
    while (true) {
      for (var name : List.of("defaults.yml", "defaults.yaml")) {
        var bytes = reading.bytes(folder + name);
        if (bytes != null) {
          found.addFirst(new ParseRequest.SourceFile(folder + name, bytes));
          break;
        }
      }
      if (folder.isEmpty()) {
        return found;
      }
      folder = folderOf(folder.substring(0, folder.length() - 1));
    }
  }

  /** Reads all files that a defaults file is for. */
  private void readBelow(String defaults) {
    int read = 0;
    StoreException failure = null;
    @Nullable String from = null;
    do {
      var page = ports.dagFiles().list(folderOf(defaults), from, PAGE);
      for (var entry : page.items()) {
        if (!concerns(entry.key()) || isDefaults(entry.key())) {
          continue;
        }
        if (read == FILES_MAX) {
          throw new StoreException(
              "%s is for more than %d files: those after %s were not read again"
                  .formatted(defaults, FILES_MAX, entry.key()));
        }
        try {
          readOrSay(entry.key());
        } catch (StoreException e) {
          failure = e;
        }
        read++;
      }
      from = page.next();
    } while (from != null);
    if (failure != null) {
      throw failure;
    }
  }

  private static boolean isDefaults(String path) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    return Stream.of("defaults.yml", "defaults.yaml").anyMatch(name::equals);
  }

  private static String folderOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
