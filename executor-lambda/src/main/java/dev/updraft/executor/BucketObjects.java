package dev.updraft.executor;

import dev.updraft.core.port.Blobs;
import dev.updraft.runner.ObjectStore;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What sensors see of S3: the buckets that the worker's own credentials open. */
public final class BucketObjects implements ObjectStore {
  private static final int PAGE = 1000;
  private static final int PAGES_MAX = 1000;

  private final Function<String, Blobs> buckets;

  /**
   * On these buckets.
   *
   * @param buckets a bucket's objects by its name
   */
  public BucketObjects(Function<String, Blobs> buckets) {
    this.buckets = buckets;
  }

  /** Of all keys that begin with a key, the key itself is listed first. */
  @Override
  public boolean exists(String bucket, String key) {
    return buckets.apply(bucket).list(key, null, 1).items().stream()
        .anyMatch(entry -> entry.key().equals(key));
  }

  /**
   * As the port says.
   *
   * @throws IllegalStateException if more than a million keys begin with the prefix
   */
  @Override
  public boolean anyMatch(String bucket, String prefix, Predicate<String> matches) {
    var blobs = buckets.apply(bucket);
    @Nullable String from = null;
    for (int i = 0; i < PAGES_MAX; i++) {
      var page = blobs.list(prefix, from, PAGE);
      if (page.items().stream().anyMatch(entry -> matches.test(entry.key()))) {
        return true;
      }
      from = page.next();
      if (from == null) {
        return false;
      }
    }
    throw new IllegalStateException(
        "more than %d keys of s3://%s begin with '%s'".formatted(PAGE * PAGES_MAX, bucket, prefix));
  }
}
