package dev.updraft.sync;

import static dev.updraft.sync.S3Server.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.aws.s3.BucketFolder;
import dev.updraft.aws.s3.BucketFolder.Written;
import dev.updraft.aws.s3.S3Place;
import dev.updraft.parser.folder.IgnoreSyntax;
import dev.updraft.sync.bucket.Changes;
import dev.updraft.sync.bucket.Comparison;
import dev.updraft.sync.bucket.Digests;
import dev.updraft.sync.bucket.LocalFolder;
import dev.updraft.sync.bucket.Parallel;
import dev.updraft.sync.bucket.Uploader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two who write to one bucket at the same time. */
@Timeout(120)
class RaceTest {
  private static final Parallel PARALLEL = new Parallel(4);

  @TempDir private Path mine;
  @TempDir private Path theirs;
  private S3Server s3;
  private BucketFolder bucket;

  @BeforeEach
  void start() throws Exception {
    s3 = new S3Server();
    bucket = new BucketFolder(s3.client(), S3Place.of("s3://" + BUCKET));
  }

  @AfterEach
  void stop() throws Exception {
    s3.stop();
  }

  @Test
  void whoComparedFirstDoesNotOverwriteWhoWroteFirst() throws IOException {
    s3.put("a.csv", "before");
    s3.put("gone.csv", "before");
    new Folder(mine).write("a.csv", "mine").write("new.csv", "mine").write("z.yml", "{}");
    var changes = changes(mine);
    s3.put("a.csv", "theirs");
    s3.put("new.csv", "theirs");
    var outcome = new Uploader(bucket, PARALLEL).make(changes, _ -> {});
    assertThat(outcome.conflicts()).containsExactlyInAnyOrder("a.csv", "new.csv");
    assertThat(s3.text("a.csv")).isEqualTo("theirs");
    assertThat(s3.keys()).contains("gone.csv").doesNotContain("z.yml");
  }

  @Test
  void whatSomebodyDeletedMeanwhileIsAConflictToo() throws IOException {
    s3.put("a.csv", "before");
    new Folder(mine).write("a.csv", "mine");
    var changes = changes(mine);
    s3.client().deleteObject(request -> request.bucket(BUCKET).key("a.csv"));
    var outcome = new Uploader(bucket, PARALLEL).make(changes, _ -> {});
    assertThat(outcome.conflicts()).containsExactly("a.csv");
  }

  @Test
  void theSameFilesTwiceAtOnceAreNoConflict() throws IOException {
    new Folder(mine).write("a.csv", "same");
    var changes = changes(mine);
    assertThat(new Uploader(bucket, PARALLEL).make(changes, _ -> {}).conflicts()).isEmpty();
    assertThat(new Uploader(bucket, PARALLEL).make(changes, _ -> {}).conflicts()).isEmpty();
  }

  @Test
  void aFileThatChangesAfterItsCheckIsNotUploaded() throws IOException {
    new Folder(mine).write("a.csv", "checked");
    var changes = changes(mine);
    Files.writeString(mine.resolve("a.csv"), "unchecked");
    assertThat(new Uploader(bucket, PARALLEL).make(changes, _ -> {}).conflicts())
        .containsExactly("a.csv");
    assertThat(s3.keys()).isEmpty();
  }

  @Test
  void ofManyWritersAtOnceOneWins() throws Exception {
    var before = bucket.list().get("a.csv");
    var start = new CountDownLatch(1);
    var results = new ArrayList<Future<Written>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 16)
          .mapToObj(i -> ("writer " + i).getBytes(StandardCharsets.UTF_8))
          .forEach(bytes ->
              results.add(
                  threads.submit(() -> {
                    start.await();
                    return bucket.put("a.csv", bytes, Digests.of(bytes).sha256(), before);
                  })));
      start.countDown();
    }
    var written = new ArrayList<Written>();
    for (var result : results) {
      written.add(result.get());
    }
    assertThat(written).containsOnlyOnce(Written.DONE);
  }

  @Test
  void twoSyncsAtOnceLeaveOneOfTheirVersionsOfEachFile() throws Exception {
    for (int i = 0; i < 20; i++) {
      new Folder(mine).dag("d" + i + ".yml", "mine" + i);
      new Folder(theirs).dag("d" + i + ".yml", "theirs" + i);
    }
    List<Future<Integer>> codes;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      codes =
          List.of(mine, theirs).stream()
              .map(root ->
                  threads.submit(() -> new Shell(s3.endpoint()).sync(root, "s3://" + BUCKET)))
              .toList();
    }
    assertThat(List.of(codes.get(0).get(), codes.get(1).get())).isSubsetOf(0, 2);
    for (int i = 0; i < 20; i++) {
      assertThat(s3.text("d" + i + ".yml"))
          .isIn(Folder.GOOD.formatted("mine" + i), Folder.GOOD.formatted("theirs" + i));
    }
  }

  private Changes changes(Path root) throws IOException {
    var rules = new LocalFolder.Rules(IgnoreSyntax.GLOB, false, 1024, "");
    var local = LocalFolder.read(root, rules, _ -> {});
    return new Comparison(bucket, PARALLEL)
        .of(local.files().values(), _ -> false, bucket.list(), true);
  }
}
