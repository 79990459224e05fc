package dev.updraft.sync;

import dev.updraft.aws.s3.BucketFolder;
import dev.updraft.aws.s3.BucketFolder.Stored;
import dev.updraft.parser.DagFileParser;
import dev.updraft.parser.FileError;
import dev.updraft.parser.ParseSettings;
import dev.updraft.parser.folder.DagFolder;
import dev.updraft.parser.folder.IgnoreSyntax;
import dev.updraft.sync.bucket.Changes;
import dev.updraft.sync.bucket.Comparison;
import dev.updraft.sync.bucket.LocalFile;
import dev.updraft.sync.bucket.LocalFolder;
import dev.updraft.sync.bucket.Parallel;
import dev.updraft.sync.bucket.Uploader;
import dev.updraft.sync.diff.DagDiff;
import dev.updraft.sync.diff.DagSide;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One sync of a folder: read it, check it, compare it with the bucket, bring the bucket in step.
 */
final class SyncPass {
  private final Path folder;
  private final BucketFolder bucket;
  private final Options options;
  private final Map<String, String> variables;
  private final Clock clock;
  private final PrintWriter err;

  /** What the command line says. */
  record Options(
      boolean delete,
      boolean dryRun,
      boolean skipInvalid,
      boolean uploadIgnored,
      IgnoreSyntax ignoreSyntax,
      int fileBytesMax,
      ParseSettings settings,
      Parallel parallel) {}

  SyncPass(
      Path folder,
      BucketFolder bucket,
      Options options,
      Map<String, String> variables,
      Clock clock,
      PrintWriter err) {
    this.folder = folder;
    this.bucket = bucket;
    this.options = options;
    this.variables = variables;
    this.clock = clock;
    this.err = err;
  }

  /**
   * Syncs once.
   *
   * @param found is told what was found before anything is done about it
   */
  SyncReport run(Consumer<SyncReport> found) throws IOException {
    var local = read();
    var check = check(local);
    var report =
        SyncReport.refused(
            folder.toString(), bucket.place().toString(), options.dryRun(), check, local.leftOut());
    if (report.hasFaults() && !options.skipInvalid()) {
      found.accept(report);
      return report;
    }
    if (options.delete() && local.files().isEmpty()) {
      throw new CallException(
          "%s holds nothing to upload, so --delete would empty %s; if that is meant, use `aws s3 rm --recursive`"
              .formatted(folder, bucket.place()));
    }
    return bringInStep(local, check, report, found);
  }

  private SyncReport bringInStep(
      LocalFolder local, FolderCheck check, SyncReport report, Consumer<SyncReport> found) {
    var stored = Progress.during(err, "Listing " + bucket.place(), bucket::list);
    var files =
        local.files().values().stream()
            .filter(file -> !check.badFiles().contains(file.path()))
            .toList();
    var changes =
        Progress.during(
            err,
            "Comparing with " + bucket.place(),
            () ->
                new Comparison(bucket, options.parallel())
                    .of(files, kept(local, check), stored, options.delete()));
    var planned = report.with(changes);
    found.accept(planned);
    if (options.dryRun()) {
      return dags(planned, changes, stored);
    }
    int total = changes.uploads().size() + changes.deletes().size();
    var progress = new Progress(err, clock, "changes made", total);
    var outcome = new Uploader(bucket, options.parallel()).make(changes, progress::done);
    progress.end();
    return planned.with(outcome);
  }

  private LocalFolder read() throws IOException {
    var rules =
        new LocalFolder.Rules(
            options.ignoreSyntax(),
            options.uploadIgnored(),
            options.fileBytesMax(),
            bucket.place().prefix());
    var progress = new Progress(err, clock, "files read", 0);
    var local = LocalFolder.read(folder, rules, progress::done);
    progress.end();
    return local;
  }

  private FolderCheck check(LocalFolder local) throws IOException {
    var paths = local.files().keySet().stream().filter(DagFolder::isDagFile).toList();
    var progress = new Progress(err, clock, "DAG files checked", paths.size());
    var dagFolder = new DagFolder(folder, options.ignoreSyntax());
    var check =
        FolderCheck.of(
            dagFolder, paths, variables, options.settings(), clock.instant(), progress::done);
    progress.end();
    return check;
  }

  /** What is held back stays as it was: the last good version runs on. */
  private static Predicate<String> kept(LocalFolder local, FolderCheck check) {
    var files = new TreeSet<>(check.badFiles());
    var folders = new TreeSet<String>();
    for (var fault : local.faults()) {
      var _ = fault.path().endsWith("/") ? folders.add(fault.path()) : files.add(fault.path());
    }
    return path -> files.contains(path) || folders.stream().anyMatch(path::startsWith);
  }

  private SyncReport dags(SyncReport report, Changes changes, Map<String, Stored> stored) {
    return Progress.during(
        err,
        "Reading the DAGs in " + bucket.place(),
        () -> {
          var deployed = deployed(changes, stored);
          var now = clock.instant();
          var before = DagSide.of(deployed, variables, options.settings(), now);
          var after = DagSide.of(synced(changes, deployed), variables, options.settings(), now);
          return report.with(
              DagDiff.of(before, after), before.errors().stream().map(FileError::line).toList());
        });
  }

  /** What the bucket holds; what is the same in the folder is read there. */
  private DagSide.Source deployed(Changes changes, Map<String, Stored> stored) {
    var same = new TreeMap<String, LocalFile>();
    changes.unchanged().forEach(file -> same.put(file.path(), file));
    var others =
        stored.keySet().stream()
            .filter(path -> !same.containsKey(path))
            .filter(path -> DagFolder.isDagFile(path) || DagFolder.isDefaults(path))
            .toList();
    var read = new ConcurrentHashMap<String, Optional<byte[]>>();
    var _ = options.parallel().map(others, path -> read.computeIfAbsent(path, this::fetched));
    return new DagSide.Source(
        stored.keySet(),
        path ->
            same.containsKey(path)
                ? bytes(same.get(path))
                : read.computeIfAbsent(path, this::fetched).orElse(null));
  }

  private Optional<byte[]> fetched(String path) {
    return Optional.ofNullable(bucket.get(path, DagFileParser.SIZE_MAX_BYTES + 1));
  }

  /** What the bucket will hold. */
  private static DagSide.Source synced(Changes changes, DagSide.Source deployed) {
    var uploads = new TreeMap<String, LocalFile>();
    changes.uploads().forEach(one -> uploads.put(one.file().path(), one.file()));
    var paths = new TreeSet<>(deployed.paths());
    changes.deletes().forEach(one -> paths.remove(one.path()));
    paths.addAll(uploads.keySet());
    return new DagSide.Source(
        paths,
        path ->
            uploads.containsKey(path) ? bytes(uploads.get(path)) : deployed.content().apply(path));
  }

  private static byte @Nullable [] bytes(@Nullable LocalFile file) {
    if (file == null) {
      return null;
    }
    try {
      return Files.readAllBytes(file.file());
    } catch (IOException e) {
      throw new UncheckedIOException(file.file() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
