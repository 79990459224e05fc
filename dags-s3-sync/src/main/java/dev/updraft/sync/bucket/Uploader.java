package dev.updraft.sync.bucket;

import dev.updraft.aws.s3.BucketFolder;
import dev.updraft.aws.s3.BucketFolder.Written;
import dev.updraft.parser.folder.DagFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Brings the bucket in step. A DAG is read as soon as its file arrives, so what DAG files need
 * comes before them, and goes after them.
 */
public final class Uploader {
  private final BucketFolder bucket;
  private final Parallel parallel;

  /** To this bucket. */
  public Uploader(BucketFolder bucket, Parallel parallel) {
    this.bucket = bucket;
    this.parallel = parallel;
  }

  /**
   * What was done.
   *
   * @param done how many files were uploaded or deleted
   * @param conflicts paths that somebody else changed meanwhile, in the bucket or in the folder
   */
  public record Outcome(int done, List<String> conflicts) {
    public Outcome {
      conflicts = List.copyOf(conflicts);
    }
  }

  /**
   * Makes the changes. After a conflict, steps that have not begun are left.
   *
   * @param progress is told how many changes have been made
   */
  public Outcome make(Changes changes, IntConsumer progress) {
    var steps = new ArrayList<List<Change>>();
    byNeed(changes.uploads(), one -> one.file().path())
        .forEach(step ->
            steps.add(
                step.stream().map(one -> new Change(one.file().path(), () -> put(one))).toList()));
    byNeed(changes.deletes(), one -> one.path())
        .reversed()
        .forEach(step ->
            steps.add(
                step.stream()
                    .map(one -> new Change(one.path(), () -> bucket.delete(one)))
                    .toList()));
    var done = new AtomicInteger();
    var conflicts = new ArrayList<String>();
    for (var step : steps) {
      var results = parallel.map(step, change -> run(change, done, progress));
      results.stream().filter(path -> !path.isEmpty()).forEach(conflicts::add);
      if (!conflicts.isEmpty()) {
        break;
      }
    }
    return new Outcome(done.get(), conflicts);
  }

  private record Change(String path, Write write) {}

  @FunctionalInterface
  private interface Write {
    Written write();
  }

  /** Empty, or the path of a conflict. */
  private static String run(Change change, AtomicInteger done, IntConsumer progress) {
    return switch (change.write().write()) {
      case DONE -> {
        int now = done.incrementAndGet();
        synchronized (done) {
          progress.accept(now);
        }
        yield "";
      }
      case CHANGED_MEANWHILE -> change.path();
    };
  }

  /** What was judged is what is stored: bytes that have changed since are a conflict. */
  private Written put(Changes.Upload upload) {
    var file = upload.file();
    try {
      var bytes = Files.readAllBytes(file.file());
      if (!Digests.of(bytes).equals(file.digests())) {
        return Written.CHANGED_MEANWHILE;
      }
      return bucket.put(file.path(), bytes, file.digests().sha256(), upload.before());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file.file() + ": " + e.getMessage(), e);
    }
  }

  private static <T> List<List<T>> byNeed(Collection<T> things, Function<T, String> path) {
    return IntStream.rangeClosed(0, 2)
        .mapToObj(rank -> things.stream().filter(one -> rank(path.apply(one)) == rank).toList())
        .toList();
  }

  private static int rank(String path) {
    if (DagFolder.isDefaults(path)) {
      return 1;
    }
    return DagFolder.isDagFile(path) ? 2 : 0;
  }
}
