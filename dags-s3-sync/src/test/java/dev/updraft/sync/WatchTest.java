package dev.updraft.sync;

import static dev.updraft.sync.Eventually.eventually;
import static dev.updraft.sync.S3Server.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A folder that is watched. */
@Timeout(120)
class WatchTest extends BucketTest {
  private static final String TARGET = "s3://" + BUCKET + "/dags";

  @Test
  void changesAreUploadedUntilItIsStopped() throws Exception {
    folder.dag("a.yml", "a");
    var shell = new Shell(s3.endpoint());
    var watching = watch(shell, "--delete");
    eventually("watching", () -> shell.complained().contains("Watching "));
    assertThat(s3.keys()).containsExactly("dags/a.yml");

    folder.dag("b.yml", "b").write("lib/x.py", "x = 1");
    eventually("b and x", () -> s3.keys().size() == 3);
    folder.write("lib/x.py", "x = 22");
    eventually("x again", () -> s3.text("dags/lib/x.py").equals("x = 22"));
    folder.delete("b.yml");
    eventually("b gone", () -> !s3.keys().contains("dags/b.yml"));
    folder.write(".airflowignore", "lib/\n");
    eventually("lib gone", () -> s3.keys().size() == 1);

    shell.stopping.stop();
    assertThat(watching.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(shell.complained()).endsWith("Stopped." + System.lineSeparator());
  }

  @Test
  void aBadFileIsToldAndItsCorrectionIsUploaded() throws Exception {
    folder.dag("a.yml", "a");
    var shell = new Shell(s3.endpoint());
    var watching = watch(shell);
    eventually("watching", () -> shell.complained().contains("Watching "));
    folder.badDag("a.yml", "a");
    eventually("told", () -> shell.said().contains("key shcedule"));
    assertThat(s3.text("dags/a.yml")).isEqualTo(Folder.GOOD.formatted("a"));
    folder.dag("a.yml", "better");
    eventually("corrected", () -> s3.text("dags/a.yml").contains("better"));
    shell.stopping.stop();
    assertThat(watching.get(30, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void aFailureIsTriedAgainUntilItPasses() throws Exception {
    folder.dag("a.yml", "a");
    var shell = new Shell(s3.endpoint());
    var watching = watch(shell);
    eventually("watching", () -> shell.complained().contains("Watching "));
    s3.deleteBucket();
    folder.dag("b.yml", "b");
    eventually("told", () -> shell.complained().contains("there is no such bucket"));
    s3.createBucket();
    eventually("passed", () -> s3.keys().size() == 2);
    shell.stopping.stop();
    assertThat(watching.get(30, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void jsonIsALineForEachSync() throws Exception {
    folder.dag("a.yml", "a");
    var shell = new Shell(s3.endpoint());
    var watching = watch(shell, "--json");
    eventually("watching", () -> shell.complained().contains("Watching "));
    folder.dag("b.yml", "b");
    eventually("two lines", () -> shell.said().lines().count() == 2);
    shell.stopping.stop();
    assertThat(watching.get(30, TimeUnit.SECONDS)).isZero();
    var last = shell.said().lines().toList().getLast();
    assertThat(Json.MAPPER.readTree(last).at("/uploads/0/path").asText()).isEqualTo("b.yml");
  }

  @Test
  void whatFailsAtTheStartEndsIt() throws IOException {
    folder.dag("a.yml", "a");
    var shell = new Shell(s3.endpoint());
    assertThat(shell.sync(folder, "s3://no-such-bucket", "--watch")).isEqualTo(2);
    assertThat(shell.complained()).contains("there is no such bucket");
  }

  private CompletableFuture<Integer> watch(Shell shell, String... options) {
    var args = new Object[options.length + 3];
    args[0] = folder;
    args[1] = TARGET;
    args[2] = "--watch";
    System.arraycopy(options, 0, args, 3, options.length);
    return CompletableFuture.supplyAsync(
        () -> shell.sync(args), task -> Thread.ofPlatform().daemon().start(task));
  }
}
