package dev.updraft.standalone.folder;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import dev.updraft.core.port.Blobs;
import dev.updraft.parser.folder.DagFolder;
import dev.updraft.parser.folder.IgnoreSyntax;
import dev.updraft.standalone.http.LocalContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Looks at a folder again and again and brings the DAG bucket in step with it. Looking beats being
 * told: it works on every file system, and a change made while this process was down is seen too.
 */
public final class FolderWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FolderWatch.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final int DEPTH_MAX = 16;
  private static final int DEFAULTS_MAX = 10_000;
  private static final Set<String> DEFAULTS = Set.of("defaults.yml", "defaults.yaml");

  private final Path folder;
  private final DagFolder dagFiles;
  private final Blobs bucket;
  private final RequestHandler<S3Event, Integer> handler;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("dag-folder").factory());
  private Map<String, Seen> known = new TreeMap<>();

  /** Of this folder, bucket and handler of the bucket's events. */
  public FolderWatch(Path folder, Blobs bucket, RequestHandler<S3Event, Integer> handler) {
    this.folder = folder;
    this.dagFiles = new DagFolder(folder, IgnoreSyntax.GLOB);
    this.bucket = bucket;
    this.handler = handler;
  }

  /** Brings the bucket in step once, then goes on looking. */
  public void start() {
    forgetWhatIsGone();
    look();
    var _ =
        thread.scheduleWithFixedDelay(
            this::lookOn, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void lookOn() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING, "looking at " + folder + " failed; it is tried again", e);
    }
  }

  private void look() {
    var seen = files();
    seen.forEach((path, now) -> {
      if (!now.equals(known.get(path))) {
        upload(path);
      }
    });
    known.keySet().stream().filter(path -> !seen.containsKey(path)).forEach(this::remove);
    known = seen;
  }

  private void upload(String path) {
    try {
      bucket.put(path, Files.readAllBytes(folder.resolve(path)));
      handler.handleRequest(ObjectEvents.created(path), new LocalContext());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot read " + path + ": " + e.getMessage());
    }
  }

  private void remove(String path) {
    bucket.delete(path);
    handler.handleRequest(ObjectEvents.removed(path), new LocalContext());
  }

  /** What was deleted while nobody looked. */
  private void forgetWhatIsGone() {
    String from = null;
    do {
      var page = bucket.list("", from, 500);
      page.items().stream()
          .map(Blobs.Entry::key)
          .filter(path -> !Files.isRegularFile(folder.resolve(path)))
          .forEach(this::remove);
      from = page.next();
    } while (from != null);
  }

  private Map<String, Seen> files() {
    var found = new TreeMap<String, Seen>();
    try (Stream<Path> paths = Files.walk(folder, DEPTH_MAX)) {
      dagFiles.files().forEach(path -> see(folder.resolve(path), found));
      paths
          .filter(path -> DEFAULTS.contains(path.getFileName().toString()))
          .limit(DEFAULTS_MAX)
          .forEach(path -> see(path, found));
    } catch (IOException | UncheckedIOException e) {
      throw new UncheckedIOException(folder + " cannot be read", new IOException(e));
    }
    return found;
  }

  private void see(Path path, Map<String, Seen> found) {
    try {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (attributes.isRegularFile()) {
        var name = folder.relativize(path).toString().replace('\\', '/');
        found.put(name, new Seen(attributes.lastModifiedTime().toMillis(), attributes.size()));
      }
    } catch (IOException _) {
      // It was deleted between the listing and this look; the next look will not find it.
      found.remove(path.toString());
    }
  }

  private record Seen(long modifiedMillis, long sizeBytes) {}
}
