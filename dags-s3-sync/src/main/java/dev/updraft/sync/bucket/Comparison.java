package dev.updraft.sync.bucket;

import dev.updraft.aws.s3.BucketFolder;
import dev.updraft.aws.s3.BucketFolder.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds what differs without reading any object: a listing's ETag tells most, and where it cannot,
 * the SHA-256 in the object's metadata does. See docs/adr/0033.
 */
public final class Comparison {
  private final BucketFolder bucket;
  private final Parallel parallel;

  /** With this bucket. */
  public Comparison(BucketFolder bucket, Parallel parallel) {
    this.bucket = bucket;
    this.parallel = parallel;
  }

  /**
   * What differs.
   *
   * @param files what the bucket shall hold
   * @param kept which paths stay in the bucket as they are
   * @param stored what the bucket holds, by path
   * @param delete whether what only the bucket holds goes
   */
  public Changes of(
      Collection<LocalFile> files,
      Predicate<String> kept,
      Map<String, Stored> stored,
      boolean delete) {
    var uploads = new ArrayList<Changes.Upload>();
    var unchanged = new ArrayList<LocalFile>();
    var judged = parallel.map(files, file -> judge(file, stored.get(file.path())));
    for (var one : judged) {
      if (one.same()) {
        unchanged.add(one.upload().file());
      } else {
        uploads.add(one.upload());
      }
    }
    var known = new TreeSet<String>();
    files.forEach(file -> known.add(file.path()));
    var others =
        stored.values().stream()
            .filter(one -> !known.contains(one.path()) && !kept.test(one.path()))
            .toList();
    return new Changes(
        uploads, delete ? others : List.of(), delete ? List.of() : others, unchanged);
  }

  private record Judged(Changes.Upload upload, boolean same) {}

  private Judged judge(LocalFile file, @Nullable Stored before) {
    return new Judged(new Changes.Upload(file, before), before != null && isSame(file, before));
  }

  private boolean isSame(LocalFile file, Stored before) {
    if (file.sizeBytes() != before.sizeBytes()) {
      return false;
    }
    var etag = before.etag().replace("\"", "");
    return etag.equalsIgnoreCase(file.digests().md5())
        || file.digests().sha256().equals(bucket.sha256(file.path()));
  }
}
