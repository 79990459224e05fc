package dev.updraft.standalone.folder;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import dev.updraft.core.port.Blobs;
import dev.updraft.parser.DagFileParser;
import dev.updraft.parser.folder.DagFolder;
import dev.updraft.scheduler.DagFiles;
import dev.updraft.standalone.folder.FolderLook.Found;
import dev.updraft.standalone.http.LocalContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Looks at a folder again and again and brings the DAG bucket in step with it. Looking beats being
 * told: it works on every file system, and a change made while this process was down is seen too.
 * Files are read side by side, those that were changed last first, and whatever one of them does,
 * the others are read.
 */
public final class FolderWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FolderWatch.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** A file whose reading failed by no fault of its own is read again this much later, at most. */
  private static final int LOOKS_UNTIL_AGAIN_MAX = 120;

  private static final int SIDE_BY_SIDE =
      Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

  private static final int PAGE = 500;

  private final Path folder;
  private final Blobs bucket;
  private final RequestHandler<S3Event, Integer> handler;
  private final Refusals refusals;
  private final Progress progress;
  private final CountDownLatch lookedOnce = new CountDownLatch(1);
  private final Map<String, Retry> retries = new ConcurrentHashMap<>();

  /** The ETags of what an earlier process stored, until it has been read once. */
  private final Map<String, String> storedBefore = new ConcurrentHashMap<>();

  private final ExecutorService readers =
      Executors.newFixedThreadPool(
          SIDE_BY_SIDE, Thread.ofPlatform().daemon().name("dag-file-", 1).factory());
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("dag-folder").factory());
  private Map<String, Found> known = Map.of();
  private boolean isInStep;

  /**
   * Of a folder.
   *
   * @param bucket the DAG bucket
   * @param handler the handler of the bucket's events
   * @param refusals takes down why a file cannot be brought to the bucket
   * @param progress is told how far reading is
   */
  public FolderWatch(
      Path folder,
      Blobs bucket,
      RequestHandler<S3Event, Integer> handler,
      Refusals refusals,
      Progress progress) {
    this.folder = folder;
    this.bucket = bucket;
    this.handler = handler;
    this.refusals = refusals;
    this.progress = progress;
  }

  /** Who is told of files that cannot be brought to the bucket. */
  public interface Refusals {
    /** A file cannot be read, for this reason. */
    void refuse(String path, String problem);

    /** A file is gone. */
    void forget(String path);

    /** All other files are gone. */
    void forgetAllBut(Set<String> paths);
  }

  /** Begins to look. */
  public void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::lookOn, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until all files have been read once. */
  public void awaitFirstLook() throws InterruptedException {
    lookedOnce.await();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    readers.shutdownNow();
  }

  private void lookOn() {
    try {
      look();
      lookedOnce.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) {
      // Whatever it is: a watch that ended without a word would be worse.
      LOG.log(
          System.Logger.Level.WARNING, "looking at " + folder + " failed; it is tried again", e);
    }
  }

  private void look() throws IOException, InterruptedException {
    var seen = FolderLook.at(folder);
    if (!isInStep) {
      forgetWhatIsGone(seen.keySet());
      isInStep = true;
    }
    var before = known;
    known = seen;
    var changed = new TreeSet<String>();
    seen.forEach((path, now) -> {
      if (!now.equals(before.get(path)) || isDue(path)) {
        changed.add(path);
      }
    });
    var gone = new TreeSet<>(before.keySet());
    gone.removeAll(seen.keySet());
    gone.forEach(path -> safely(path, () -> remove(path)));
    read(withThoseBelow(changed, gone, seen), seen);
    progress.looked();
  }

  /** The files that a changed or lost defaults file is for are read too, each once. */
  private static List<String> withThoseBelow(
      Set<String> changed, Set<String> gone, Map<String, Found> seen) {
    var all = new TreeSet<>(changed);
    Stream.concat(changed.stream(), gone.stream())
        .filter(DagFolder::isDefaults)
        .map(path -> path.substring(0, path.lastIndexOf('/') + 1))
        .forEach(
            below -> seen.keySet().stream().filter(p -> p.startsWith(below)).forEach(all::add));
    return all.stream()
        .sorted(
            Comparator.comparing((String path) -> !DagFolder.isDefaults(path))
                .thenComparingLong(path -> -found(seen, path).modifiedMillis())
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static Found found(Map<String, Found> seen, String path) {
    return Objects.requireNonNull(seen.get(path));
  }

  /** Defaults first, since the others depend on them. */
  private void read(List<String> paths, Map<String, Found> seen) throws InterruptedException {
    if (paths.isEmpty()) {
      return;
    }
    progress.begin(paths.size());
    try {
      var left = new CountDownLatch(paths.size());
      for (var path : paths) {
        Runnable reading =
            () -> {
              safely(path, () -> bring(path, found(seen, path)));
              progress.one();
              left.countDown();
            };
        if (DagFolder.isDefaults(path)) {
          reading.run();
        } else {
          readers.execute(reading);
        }
      }
      left.await();
    } finally {
      progress.end();
    }
  }

  private void bring(String path, Found found) {
    if (found.isBroken()) {
      refusals.refuse(path, found.problem());
      return;
    }
    if (!isTooLong(path)) {
      try (var in = Files.newInputStream(folder.resolve(path))) {
        put(path, in.readNBytes(DagFileParser.SIZE_MAX_BYTES + 1));
      } catch (IOException e) {
        refusals.refuse(path, "cannot be read: " + FolderLook.words(e));
        return;
      }
    }
    if (!DagFolder.isDefaults(path)) {
      handler.handleRequest(ObjectEvents.created(path), new LocalContext());
    }
  }

  /** An ETag is the content's MD5; where it is something else, the bytes are put once more. */
  private void put(String path, byte... bytes) {
    var stored = storedBefore.remove(path);
    if (stored == null || !stored.replace("\"", "").equals(Md5.hex(bytes))) {
      bucket.put(path, bytes);
    }
  }

  private void remove(String path) {
    if (!isTooLong(path)) {
      bucket.delete(path);
    }
    refusals.forget(path);
  }

  /** S3 would not take it as a key; the handler, which knows that too, says so. */
  private static boolean isTooLong(String path) {
    return path.getBytes(StandardCharsets.UTF_8).length > DagFiles.PATH_BYTES_MAX;
  }

  /**
   * Does something with a file; if it fails, it is done again later, and other files are not
   * harmed.
   */
  private void safely(String path, Runnable what) {
    try {
      what.run();
      retries.remove(path);
    } catch (RuntimeException | Error e) {
      if (!readers.isShutdown()) {
        var again = retries.merge(path, Retry.FIRST, (before, _) -> before.next());
        LOG.log(
            System.Logger.Level.WARNING,
            "reading %s failed; it is tried again in %d s".formatted(path, again.inSeconds()),
            e);
      }
    }
  }

  private boolean isDue(String path) {
    var retry = retries.computeIfPresent(path, (_, waiting) -> waiting.oneLookLater());
    return retry != null && retry.looksLeft() <= 0;
  }

  /** What was deleted while nobody looked. */
  private void forgetWhatIsGone(Set<String> seen) {
    String from = null;
    do {
      var page = bucket.list("", from, PAGE);
      for (var entry : page.items()) {
        if (seen.contains(entry.key())) {
          storedBefore.put(entry.key(), entry.etag());
        } else {
          safely(entry.key(), () -> remove(entry.key()));
        }
      }
      from = page.next();
    } while (from != null);
    refusals.forgetAllBut(seen);
  }

  /**
   * A file to be read again.
   *
   * @param looks how many looks it waits in all
   * @param looksLeft how many are left of them
   */
  private record Retry(int looks, int looksLeft) {
    static final Retry FIRST = new Retry(2, 2);

    Retry next() {
      int longer = Math.min(2 * looks, LOOKS_UNTIL_AGAIN_MAX);
      return new Retry(longer, longer);
    }

    Retry oneLookLater() {
      return new Retry(looks, looksLeft - 1);
    }

    long inSeconds() {
      return LOOK_EVERY.multipliedBy(looks).toSeconds();
    }
  }
}
