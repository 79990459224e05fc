package dev.updraft.sync.bucket;

import dev.updraft.aws.s3.BucketFolder.Stored;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs between a folder and its copy in a bucket.
 *
 * @param uploads what is to be uploaded, by path
 * @param deletes what is to be deleted, by path
 * @param onlyInBucket what is in the bucket only and stays there, by path
 * @param unchanged what is the same in both, by path
 */
public record Changes(
    List<Upload> uploads,
    List<Stored> deletes,
    List<Stored> onlyInBucket,
    List<LocalFile> unchanged) {
  public Changes {
    uploads = List.copyOf(uploads);
    deletes = List.copyOf(deletes);
    onlyInBucket = List.copyOf(onlyInBucket);
    unchanged = List.copyOf(unchanged);
  }

  /**
   * A file that is to be uploaded.
   *
   * @param file the file
   * @param before what the bucket holds of it; null if nothing
   */
  public record Upload(LocalFile file, @Nullable Stored before) {
    /** What it is, in a word. */
    public String why() {
      return before == null ? "new" : "changed";
    }
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return uploads.isEmpty() && deletes.isEmpty();
  }
}
