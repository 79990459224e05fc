package dev.updraft.standalone.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import dev.updraft.core.port.memory.MemoryBlobs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FolderWatchTest {
  private static final long SPARSE_BYTES = 3L * 1024 * 1024 * 1024;

  @TempDir Path folder;

  private final MemoryBlobs bucket = new MemoryBlobs();
  private final List<String> read = Collections.synchronizedList(new ArrayList<>());
  private final Refused refused = new Refused();
  private final Progress progress = new Progress();

  @Test
  void whatCannotBeReadIsRefusedAndTheOthersAreRead() throws Exception {
    write("a.yml", "a");
    try (var sparse = new RandomAccessFile(folder.resolve("b-sparse.yml").toFile(), "rw")) {
      sparse.setLength(SPARSE_BYTES);
    }
    run("mkfifo", folder.resolve("c-pipe.yml").toString());
    Files.createSymbolicLink(folder.resolve("d-nowhere.yml"), Path.of("no-such-file"));
    Files.createSymbolicLink(folder.resolve("e-loop.yml"), Path.of("e-loop.yml"));
    Files.createSymbolicLink(folder.resolve("f-folder"), folder);
    write("z.yml", "z");

    look();

    assertThat(read).containsExactlyInAnyOrder("a.yml", "z.yml");
    assertThat(refused.problems)
        .containsOnly(
            entry("b-sparse.yml", "the file has 3221225472 bytes, at most 5242880 are read"),
            entry("c-pipe.yml", "it is no file but a pipe, a socket or a device"),
            entry("d-nowhere.yml", "it is a link that leads nowhere"),
            entry("e-loop.yml", "it is a link that leads nowhere"));
  }

  @Test
  void aPathThatNoBucketTakesIsLeftToTheReader() throws Exception {
    var deep = folder;
    for (int i = 0; i < 6; i++) {
      deep = deep.resolve("d".repeat(200));
    }
    Files.createDirectories(deep);
    Files.writeString(deep.resolve("deep.yml"), "deep");
    write("z.yml", "z");

    look();

    assertThat(read).hasSize(2).anyMatch(path -> path.endsWith("/deep.yml")).contains("z.yml");
    assertThat(bucket.list("", null, 10).items()).hasSize(1);
  }

  @Test
  void foldersNestedTooDeepAreRefusedAndTheOthersAreRead() throws Exception {
    var deep = folder;
    for (int i = 0; i < 60; i++) {
      deep = deep.resolve("d");
    }
    Files.createDirectories(deep);
    write("z.yml", "z");

    look();

    assertThat(read).containsExactly("z.yml");
    assertThat(refused.problems.values())
        .singleElement()
        .asString()
        .contains("the folder cannot be read", "nested deeper than 50 folders");
  }

  @Test
  void oneThatBreaksItsReaderIsReadAgainAndHarmsNoOther() throws Exception {
    for (var name : List.of("a.yml", "b.yml", "c.yml")) {
      write(name, name);
    }
    var again = new CountDownLatch(2);
    try (var watch =
        watch(event -> {
          var path = path(event);
          if (path.equals("b.yml")) {
            again.countDown();
            throw new StackOverflowError("a planted one");
          }
          read.add(path);
        })) {
      watch.start();
      watch.awaitFirstLook();
      assertThat(read).containsExactlyInAnyOrder("a.yml", "c.yml");
      assertThat(again.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void thoseChangedLastAreReadFirstAfterTheDefaults() throws Exception {
    for (int i = 0; i < 200; i++) {
      write("f%03d.yml".formatted(i), "x");
      var modified = FileTime.from(Instant.ofEpochSecond(1_000_000 + i));
      Files.setLastModifiedTime(folder.resolve("f%03d.yml".formatted(i)), modified);
    }
    write("defaults.yml", "x");

    look();

    assertThat(read).hasSize(200).doesNotContain("defaults.yml");
    assertThat(read.subList(0, 100)).contains("f199.yml", "f180.yml").doesNotContain("f000.yml");
    assertThat(progress.now()).isNull();
    assertThat(progress.lookedAt()).isNotNull();
  }

  @Test
  void whatIsGoneIsForgottenRefusedOrNot() throws Exception {
    write("a.yml", "a");
    Files.createSymbolicLink(folder.resolve("b.yml"), Path.of("no-such-file"));
    try (var watch = watch(event -> read.add(path(event)))) {
      watch.start();
      watch.awaitFirstLook();
      Files.delete(folder.resolve("a.yml"));
      Files.delete(folder.resolve("b.yml"));
      assertThat(refused.forgotten.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(bucket.list("", null, 10).items()).isEmpty();
  }

  private void look() throws InterruptedException {
    try (var watch = watch(event -> read.add(path(event)))) {
      watch.start();
      watch.awaitFirstLook();
    }
  }

  private FolderWatch watch(Consumer<S3Event> handler) {
    return new FolderWatch(
        folder,
        bucket,
        (event, _) -> {
          handler.accept(event);
          return 1;
        },
        refused,
        progress);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String path(S3Event event) {
    return event.getRecords().getFirst().getS3().getObject().getUrlDecodedKey();
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private static final class Refused implements FolderWatch.Refusals {
    private final Map<String, String> problems = new ConcurrentSkipListMap<>();
    private final CountDownLatch forgotten = new CountDownLatch(2);

    @Override
    public void refuse(String path, String problem) {
      problems.put(path, problem);
    }

    @Override
    public void forget(String path) {
      forgotten.countDown();
    }

    @Override
    public void forgetAllBut(Set<String> paths) {
      assertThat(paths).isNotNull();
    }
  }
}
