package dev.updraft.sync;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.updraft.sync.bucket.Changes;
import dev.updraft.sync.bucket.LeftOut;
import dev.updraft.sync.bucket.Uploader;
import dev.updraft.sync.diff.DagChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sync found and did.
 *
 * @param folder the folder
 * @param target the place in S3
 * @param dryRun whether nothing was to be done
 * @param refused whether nothing was done because of errors
 * @param errors why DAGs do not load
 * @param warnings what loads but is probably not what was meant
 * @param leftOut what is not uploaded, and why
 * @param uploads what was, or would be, uploaded
 * @param deletes what was, or would be, deleted
 * @param onlyInBucket what only the bucket has and keeps
 * @param unchanged how many files are the same in both
 * @param done how many uploads and deletions were made
 * @param conflicts what somebody else changed meanwhile
 * @param dags what becomes of DAGs; null unless it was asked for
 * @param deployedErrors what does not load of what the bucket holds, whose DAGs run on as they were
 */
record SyncReport(
    String folder,
    String target,
    @JsonProperty("dry_run") boolean dryRun,
    boolean refused,
    List<Report.Line> errors,
    List<Report.Line> warnings,
    @JsonProperty("left_out") List<Left> leftOut,
    List<Upload> uploads,
    List<String> deletes,
    @JsonProperty("only_in_bucket") List<String> onlyInBucket,
    int unchanged,
    int done,
    List<String> conflicts,
    @Nullable List<DagChange> dags,
    @JsonProperty("deployed_errors") List<String> deployedErrors) {

  /** A file that goes to the bucket. */
  record Upload(String path, String change, @JsonProperty("size_bytes") long sizeBytes) {}

  /** Something that does not. */
  record Left(String path, String reason, @JsonIgnore LeftOut.Reason kind) {}

  static SyncReport refused(
      String folder, String target, boolean dryRun, FolderCheck check, List<LeftOut> leftOut) {
    return new SyncReport(
        folder,
        target,
        dryRun,
        true,
        check.errors(),
        check.warnings(),
        left(leftOut),
        List.of(),
        List.of(),
        List.of(),
        0,
        0,
        List.of(),
        null,
        List.of());
  }

  /** The same, with these changes found. */
  SyncReport with(Changes changes) {
    return new SyncReport(
        folder,
        target,
        dryRun,
        false,
        errors,
        warnings,
        leftOut,
        changes.uploads().stream()
            .map(one -> new Upload(one.file().path(), one.why(), one.file().sizeBytes()))
            .toList(),
        changes.deletes().stream().map(one -> one.path()).toList(),
        changes.onlyInBucket().stream().map(one -> one.path()).toList(),
        changes.unchanged().size(),
        done,
        conflicts,
        dags,
        deployedErrors);
  }

  /** The same, with this outcome. */
  SyncReport with(Uploader.Outcome outcome) {
    return with(outcome.done(), outcome.conflicts(), dags, deployedErrors);
  }

  /** The same, with what becomes of DAGs. */
  SyncReport with(List<DagChange> changes, List<String> errorsInBucket) {
    return with(done, conflicts, changes, errorsInBucket);
  }

  private SyncReport with(
      int nowDone,
      List<String> nowConflicts,
      @Nullable List<DagChange> nowDags,
      List<String> nowErrors) {
    return new SyncReport(
        folder,
        target,
        dryRun,
        refused,
        errors,
        warnings,
        leftOut,
        uploads,
        deletes,
        onlyInBucket,
        unchanged,
        nowDone,
        nowConflicts,
        nowDags,
        nowErrors);
  }

  /** Whether something is wrong in the folder. */
  boolean hasFaults() {
    return !errors.isEmpty() || leftOut.stream().anyMatch(one -> one.kind().isFault());
  }

  /** Whether the bucket differs from the folder. */
  boolean hasChanges() {
    return !uploads.isEmpty() || !deletes.isEmpty();
  }

  private static List<Left> left(List<LeftOut> leftOut) {
    return leftOut.stream()
        .map(one -> new Left(one.path(), one.reason().words(), one.reason()))
        .toList();
  }
}
