package dev.updraft.scheduler;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Executors;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.port.Catalog;
import dev.updraft.core.port.Inbox;
import dev.updraft.core.port.Ports;
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
import java.util.TreeMap;
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

  /** A file is new or has changed. */
  public void changed(String path) {
    if (isDefaults(path)) {
      filesBelow(folderOf(path)).forEach(this::read);
    } else if (concerns(path)) {
      read(path);
    }
  }

  /** A file is gone. */
  public void removed(String path) {
    if (isDefaults(path)) {
      filesBelow(folderOf(path)).forEach(this::read);
      return;
    }
    var known = ports.catalog().file(path);
    if (known == null) {
      return;
    }
    known.dags().keySet().forEach(dagId -> withdraw(dagId, path));
    ports.catalog().removeFile(path);
  }

  private void read(String path) {
    var bytes = ports.dagFiles().get(path);
    if (bytes == null) {
      removed(path);
      return;
    }
    var now = clock.instant();
    var parsed = DagFileParser.parse(request(path, bytes, now));
    var source = new String(bytes, StandardCharsets.UTF_8);
    var before = ports.catalog().file(path);
    var errors = new ArrayList<>(parsed.errors().stream().map(FileError::line).toList());
    var dags = new TreeMap<DagId, VersionHash>();
    for (var dag : parsed.dags()) {
      var conflict = definedElsewhere(dag.dagId(), path);
      if (conflict != null) {
        errors.add(conflict);
      } else {
        dags.put(dag.dagId(), publish(dag, path, source, before, now));
      }
    }
    keepWhatFailed(before, parsed, dags);
    if (before != null) {
      before.dags().keySet().stream()
          .filter(dagId -> !dags.containsKey(dagId))
          .forEach(dagId -> withdraw(dagId, path));
    }
    ports
        .catalog()
        .recordFile(
            new Catalog.FileRow(path, Integer.toHexString(source.hashCode()), now, dags, errors));
  }

  private ParseRequest request(String path, byte[] bytes, Instant now) {
    return new ParseRequest(
        path, Bytes.of(bytes), defaultsOf(path), variables, now, this::text, settings);
  }

  private @Nullable String text(String path) {
    var bytes = ports.dagFiles().get(path);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private @Nullable String definedElsewhere(DagId dagId, String path) {
    var row = ports.catalog().get(dagId);
    if (row == null || row.relativeFileloc().equals(path)) {
      return null;
    }
    var other = ports.catalog().file(row.relativeFileloc());
    return other != null && other.dags().containsKey(dagId)
        ? "%s:1:1: DAG %s: is defined in %s already".formatted(path, dagId, row.relativeFileloc())
        : null;
  }

  private VersionHash publish(
      Dag dag, String path, String source, Catalog.@Nullable FileRow before, Instant now) {
    var hash = DagVersions.hash(dag);
    var known = before == null ? null : before.dags().get(dag.dagId());
    if (hash.equals(known)) {
      return hash;
    }
    ports.catalog().publish(dag, hash, path, source, now);
    tell(dag.dagId(), new PlanEvent.DagPublished(hash), path + "#" + hash + "#" + now);
    return hash;
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

  private void withdraw(DagId dagId, String path) {
    ports.catalog().remove(dagId);
    tell(dagId, new PlanEvent.DagRemoved(), path + "#removed#" + clock.instant());
  }

  private void tell(DagId dagId, PlanEvent event, String id) {
    ports.inbox().send(List.of(new Inbox.Message(new AggregateKey.OfDag(dagId), event, id)));
  }

  private List<ParseRequest.SourceFile> defaultsOf(String path) {
    var found = new ArrayList<ParseRequest.SourceFile>();
    var folder = folderOf(path);
    while (true) {
      for (var name : List.of("defaults.yml", "defaults.yaml")) {
        var bytes = ports.dagFiles().get(folder + name);
        if (bytes != null) {
          found.addFirst(new ParseRequest.SourceFile(folder + name, Bytes.of(bytes)));
          break;
        }
      }
      if (folder.isEmpty()) {
        return found;
      }
      folder = folderOf(folder.substring(0, folder.length() - 1));
    }
  }

  private List<String> filesBelow(String folder) {
    var paths = new ArrayList<String>();
    @Nullable String from = null;
    do {
      var page = ports.dagFiles().list(folder, from, PAGE);
      page.items().stream()
          .map(entry -> entry.key())
          .filter(path -> concerns(path) && !isDefaults(path))
          .forEach(paths::add);
      from = page.next();
    } while (from != null && paths.size() < FILES_MAX);
    return paths;
  }

  private static boolean isDefaults(String path) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    return Stream.of("defaults.yml", "defaults.yaml").anyMatch(name::equals);
  }

  private static String folderOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
