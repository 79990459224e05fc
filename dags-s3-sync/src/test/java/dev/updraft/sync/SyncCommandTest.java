package dev.updraft.sync;

import static dev.updraft.sync.S3Server.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is uploaded, deleted and refused, against the embedded S3 server. */
class SyncCommandTest extends BucketTest {
  private static final String TARGET = "s3://" + BUCKET + "/dags";

  @Test
  void everythingIsUploadedOnceAndThenOnlyWhatChanged() throws IOException {
    folder.dag("etl.yml", "etl").write("lib/etl.py", "x = 1\n").write("data/a.csv", "");
    var first = shell();
    assertThat(first.sync(folder, TARGET)).isZero();
    assertThat(s3.keys()).containsExactly("dags/data/a.csv", "dags/etl.yml", "dags/lib/etl.py");
    assertThat(first.said()).contains("upload  etl.yml (new)").contains("3 files uploaded");

    var second = shell();
    assertThat(second.sync(folder, TARGET + "/")).isZero();
    assertThat(second.said())
        .isEqualTo(TARGET + "/ is in step with " + root + ": 3 files unchanged.\n");

    folder.write("lib/etl.py", "x = 2\n");
    var third = shell();
    assertThat(third.sync(folder, TARGET)).isZero();
    assertThat(third.said())
        .contains("upload  lib/etl.py (changed)")
        .contains("1 file uploaded, 0 deleted, 2 unchanged");
    assertThat(s3.text("dags/lib/etl.py")).isEqualTo("x = 2\n");
  }

  @Test
  void aBadFileAmongGoodOnesKeepsAllBack() throws IOException {
    folder.dag("good.yml", "good").badDag("bad.yml", "bad");
    var shell = shell();
    assertThat(shell.sync(folder, TARGET)).isEqualTo(1);
    assertThat(s3.keys()).isEmpty();
    assertThat(shell.said())
        .contains("bad.yml:2:3: DAG bad, key shcedule: a DAG has no such key")
        .contains("Nothing was uploaded: 1 error.")
        .contains("--skip-invalid");
  }

  @Test
  void aTaskThatLambdaWouldStopIsKeptBackUnlessWorkersAreTheUsualExecutor() throws IOException {
    folder.write(
        "etl.yml", Folder.GOOD.formatted("etl") + "  default_args: {execution_timeout: 3600}\n");
    var shell = shell();
    assertThat(shell.sync(folder, TARGET)).isEqualTo(1);
    assertThat(shell.said()).contains("execution_timeout", "at most 1770 s", "'ecs' or 'worker'");
    assertThat(shell().sync(folder, TARGET, "--dry-run", "--executor", "worker")).isZero();
    assertThat(shell().sync(folder, TARGET, "--executor", "worker")).isZero();
    assertThat(s3.keys()).containsExactly("dags/etl.yml");
  }

  @Test
  void badFilesStayAsTheyWereWhenTheGoodOnesAreUploaded() throws IOException {
    folder.dag("good.yml", "good").dag("etl.yml", "etl");
    assertThat(shell().sync(folder, TARGET)).isZero();
    folder.badDag("etl.yml", "etl").write("good.yml", Folder.GOOD.formatted("better"));
    var shell = shell();
    assertThat(shell.sync(folder, TARGET, "--skip-invalid", "--delete")).isEqualTo(1);
    assertThat(s3.text("dags/etl.yml")).isEqualTo(Folder.GOOD.formatted("etl"));
    assertThat(s3.text("dags/good.yml")).isEqualTo(Folder.GOOD.formatted("better"));
    assertThat(shell.said()).contains("1 file uploaded, 0 deleted").contains("held back: 1 error");
  }

  @Test
  void defaultsThatSpoilDagsAreHeldBackWithThem() throws IOException {
    folder.write("team/defaults.yml", "- no\n").dag("team/a.yml", "a").dag("b.yml", "b");
    assertThat(shell().sync(folder, TARGET, "--skip-invalid")).isEqualTo(1);
    assertThat(s3.keys()).containsExactly("dags/b.yml");
  }

  @Test
  void aDagThatTwoFilesDefineIsAnErrorOfTheSecond() throws IOException {
    folder.dag("a.yml", "etl").dag("b.yml", "etl");
    var shell = shell();
    assertThat(shell.sync(folder, TARGET)).isEqualTo(1);
    assertThat(shell.said()).contains("b.yml:1:1: DAG etl: is defined in a.yml already");
  }

  @Test
  void nothingIsDeletedUnlessAskedFor() throws IOException {
    folder.dag("a.yml", "a").dag("b.yml", "b");
    s3.put("elsewhere/c.yml", "c");
    assertThat(shell().sync(folder, TARGET)).isZero();
    folder.delete("b.yml");
    var careful = shell();
    assertThat(careful.sync(folder, TARGET)).isZero();
    assertThat(careful.said())
        .contains("only in the bucket: b.yml")
        .contains("1 only in the bucket, which --delete removes");
    var shell = shell();
    assertThat(shell.sync(folder, TARGET, "--delete")).isZero();
    assertThat(shell.said()).contains("delete  b.yml").contains("0 files uploaded, 1 deleted");
    assertThat(s3.keys()).containsExactly("dags/a.yml", "elsewhere/c.yml");
  }

  @Test
  void anEmptyFolderEmptiesNoBucket() {
    s3.put("dags/a.yml", "a");
    var shell = shell();
    assertThat(shell.sync(folder, TARGET, "--delete")).isEqualTo(2);
    assertThat(shell.complained()).contains("--delete would empty " + TARGET + "/");
    assertThat(s3.keys()).containsExactly("dags/a.yml");
  }

  @Test
  void ignoredAndHiddenFilesStayHereAndAreNamed() throws IOException {
    folder
        .dag("a.yml", "a")
        .badDag("draft.yml", "draft")
        .write("old/b.txt", "b")
        .write("old/keep.txt", "k")
        .write("lib/.airflowignore", "*.md\n!read.md\n")
        .write("lib/notes.md", "n")
        .write("lib/read.md", "r")
        .write(".git/HEAD", "h")
        .write(".env", "e")
        .write("connections.json", "{}")
        .write("__pycache__/a.pyc", "c")
        .write(".airflowignore", "draft.yml\nold/\n");
    var shell = shell();
    assertThat(shell.sync(folder, TARGET)).isZero();
    assertThat(s3.keys()).containsExactly("dags/a.yml", "dags/lib/read.md");
    assertThat(shell.said())
        .contains("left out: draft.yml (ignored by .airflowignore)")
        .contains("left out: old/ (ignored by .airflowignore)")
        .contains("left out: .git/ (hidden)")
        .contains("left out: .env (hidden)")
        .contains("left out: connections.json (holds secrets")
        .contains("left out: __pycache__/ (Python's cache)");
  }

  @Test
  void regularExpressionsIgnoreByOptionAndByAirflowsVariable() throws IOException {
    folder.dag("a.yml", "a").dag("draft_b.yml", "b").write(".airflowignore", "^draft_.*\n");
    assertThat(shell().sync(folder, TARGET, "--ignore-syntax", "regexp")).isZero();
    assertThat(s3.keys()).containsExactly("dags/a.yml");
    var variable = Map.of("AIRFLOW__CORE__DAG_IGNORE_FILE_SYNTAX", "regexp");
    assertThat(new Shell(s3.endpoint(), variable).sync(folder, TARGET)).isZero();
    assertThat(s3.keys()).containsExactly("dags/a.yml");
    var misspelt =
        new Shell(s3.endpoint(), Map.of("AIRFLOW__CORE__DAG_IGNORE_FILE_SYNTAX", "regex"));
    assertThat(misspelt.sync(folder, TARGET)).isEqualTo(2);
    assertThat(misspelt.complained()).contains("is 'regex'; it can be glob or regexp");
  }

  @Test
  void ignoredModulesGoAlongWhenAskedForButIgnoredDagFilesDoNot() throws IOException {
    folder.dag("a.yml", "a").write("lib/m.py", "").dag("lib/b.yml", "b");
    folder.write(".airflowignore", "lib/\n");
    assertThat(shell().sync(folder, TARGET, "--upload-ignored")).isZero();
    assertThat(s3.keys()).containsExactly("dags/a.yml", "dags/lib/m.py");
  }

  @Test
  void whatCannotBeUploadedIsNamedAndRefused() throws IOException {
    folder.dag("a.yml", "a").write("big.csv", "x".repeat(1024 * 1024 + 1));
    Files.createSymbolicLink(root.resolve("out.csv"), Path.of("/etc/hostname"));
    Files.createSymbolicLink(root.resolve("gone.csv"), Path.of("nowhere"));
    s3.put("dags/big.csv", "old");
    var shell = shell();
    assertThat(shell.sync(folder, TARGET, "--max-file-size", "1")).isEqualTo(1);
    assertThat(shell.said())
        .contains("left out: big.csv (too large")
        .contains("left out: out.csv (a link to outside of the folder)")
        .contains("left out: gone.csv (no file, or a link that leads nowhere)")
        .contains("Nothing was uploaded: 3 files that cannot be uploaded.");
    assertThat(s3.keys()).containsExactly("dags/big.csv");
    assertThat(shell().sync(folder, TARGET, "--max-file-size", "1", "--skip-invalid", "--delete"))
        .isEqualTo(1);
    assertThat(s3.keys()).containsExactly("dags/a.yml", "dags/big.csv");
  }

  @Test
  void namesInAllScriptsComeThrough() throws IOException {
    folder
        .dag("données/tägliche Läufe.yml", "etl")
        .write("データ/+a&b=c%20d.csv", "1")
        .write("🚀.sql", "");
    assertThat(shell().sync(folder, TARGET)).isZero();
    assertThat(s3.keys())
        .containsExactlyInAnyOrder(
            "dags/données/tägliche Läufe.yml", "dags/データ/+a&b=c%20d.csv", "dags/🚀.sql");
    var again = shell();
    assertThat(again.sync(folder, TARGET)).isZero();
    assertThat(again.said()).contains("3 files unchanged");
  }

  @Test
  void whatWasUploadedInPartsOrByOthersIsComparedToo() throws IOException {
    folder.write("a.csv", "same").write("b.csv", "same");
    s3.put("dags/a.csv", "same");
    s3.putInParts("dags/b.csv", "same");
    var shell = shell();
    assertThat(shell.sync(folder, TARGET)).isZero();
    assertThat(shell.said()).contains("upload  b.csv (changed)").doesNotContain("a.csv");
    var again = shell();
    assertThat(again.sync(folder, TARGET)).isZero();
    assertThat(again.said()).contains("2 files unchanged");
  }

  @Test
  void jsonSaysAllOfIt() throws IOException {
    folder.dag("a.yml", "a").write(".env", "");
    s3.put("dags/c.yml", "c");
    var shell = shell();
    assertThat(shell.sync(folder, TARGET, "--json")).isZero();
    var json = shell.json();
    assertThat(json.at("/uploads/0/path").asText()).isEqualTo("a.yml");
    assertThat(json.at("/uploads/0/change").asText()).isEqualTo("new");
    assertThat(json.at("/only_in_bucket/0").asText()).isEqualTo("c.yml");
    assertThat(json.at("/left_out/0/reason").asText()).isEqualTo("hidden");
    assertThat(json.at("/done").asInt()).isEqualTo(1);
    assertThat(json.at("/refused").asBoolean()).isFalse();
  }

  @Test
  void wrongCallsAreTold() throws IOException {
    folder.dag("a.yml", "a");
    assertComplaint("is not a folder", folder + "/none", TARGET);
    assertComplaint("expected s3://bucket or s3://bucket/prefix", folder, "bucket/prefix");
    assertComplaint("no bucket's name", folder, "s3://My_Bucket/x");
    assertComplaint("exclude each other", folder, TARGET, "--watch", "--dry-run");
    assertComplaint("--exit-code needs --dry-run", folder, TARGET, "--exit-code");
    assertComplaint("--parallel is 65, it can be 1 to 64", folder, TARGET, "--parallel", "65");
    assertComplaint("--max-file-size is 0", folder, TARGET, "--max-file-size", "0");
    assertComplaint("Missing required parameter", folder);
  }

  private void assertComplaint(String message, Object... args) {
    var shell = shell();
    assertThat(shell.sync(args)).isEqualTo(2);
    assertThat(shell.complained()).contains(message).doesNotContain("Exception");
  }

  private Shell shell() {
    return new Shell(s3.endpoint());
  }
}
