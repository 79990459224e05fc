package dev.updraft.sync;

import static dev.updraft.sync.S3Server.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a dry run says of DAGs, and that it does nothing. */
class DryRunTest extends BucketTest {
  private static final String TARGET = "s3://" + BUCKET;
  private static final String BASH =
      "operator: airflow.providers.standard.operators.bash.BashOperator";
  private static final String BEFORE =
      """
      etl:
        schedule: "0 1 * * *"
        description: old
        tasks:
          extract: {%1$s, bash_command: echo 1}
          clean: {%1$s, bash_command: echo 2, dependencies: [extract]}
          load: {%1$s, bash_command: echo 3, retries: 1, dependencies: [clean]}
      """
          .formatted(BASH);
  private static final String AFTER =
      """
      etl:
        schedule: "0 2 * * *"
        description: new
        tasks:
          extract: {%1$s, bash_command: echo 1}
          load: {%1$s, bash_command: echo 4, retries: 2, dependencies: [extract]}
          report: {%1$s, bash_command: echo 5, dependencies: [load]}
      """
          .formatted(BASH);

  @Test
  void aChangedDagIsToldTaskByTask() throws IOException {
    deploy(folder.write("etl.yml", BEFORE));
    folder.write("etl.yml", AFTER);
    assertThat(dryRun())
        .isEqualTo(
            """
            would upload  etl.yml (changed)
            DAG etl: changed (etl.yml)
              schedule: 0 1 * * * → 0 2 * * *
              task report: added
              task clean: removed
              task load: changed: bash_command, dependencies, retries
              changed: description
            Would upload 1 file and delete 0; 0 unchanged.
            """);
    assertThat(s3.text("etl.yml")).isEqualTo(BEFORE);
  }

  @Test
  void newAndRemovedDagsAreTold() throws IOException {
    deploy(folder.dag("old.yml", "old").dag("b.yml", "b"));
    folder.delete("old.yml").dag("new.yml", "fresh");
    var kept = dryRun();
    assertThat(kept)
        .contains("DAG fresh: new, 1 task, schedule 0 0 * * * (new.yml)")
        .doesNotContain("DAG old")
        .doesNotContain("DAG b");
    assertThat(dryRun("--delete"))
        .contains("would delete  old.yml")
        .contains("DAG old: removed (old.yml)");
    assertThat(s3.keys()).containsExactly("b.yml", "old.yml");
  }

  @Test
  void commentsAndOtherFilesChangeNoDag() throws IOException {
    deploy(folder.write("etl.yml", BEFORE).write("sql/a.sql", "select 1"));
    folder.write("etl.yml", "# said\n" + BEFORE).write("sql/a.sql", "select 2");
    assertThat(dryRun())
        .contains("would upload  etl.yml (changed)")
        .contains("would upload  sql/a.sql (changed)")
        .contains("No DAG changes.");
  }

  @Test
  void changedDefaultsChangeTheDagsBelowThem() throws IOException {
    deploy(
        folder
            .write("team/defaults.yml", "default_args: {retries: 1}\n")
            .dag("team/a.yml", "a")
            .dag("b.yml", "b"));
    folder.write("team/defaults.yml", "default_args: {retries: 3}\n");
    assertThat(dryRun())
        .contains("DAG a: changed (team/a.yml)\n  task a: changed: retries")
        .doesNotContain("DAG b");
  }

  @Test
  void aDagThatMovesToAnotherFileIsTold() throws IOException {
    deploy(folder.dag("a.yml", "etl"));
    folder.delete("a.yml").dag("b.yml", "etl");
    assertThat(dryRun("--delete")).contains("DAG etl: changed (a.yml → b.yml)");
  }

  @Test
  void whatDoesNotLoadInTheBucketIsTold() throws IOException {
    s3.put("etl.yml", "etl:\n  shcedule: x\n");
    folder.write("etl.yml", BEFORE);
    assertThat(dryRun())
        .contains("in the bucket: etl.yml:2:3: DAG etl, key shcedule")
        .contains("DAG etl: new, 3 tasks");
  }

  @Test
  void heldBackFilesKeepTheirDagsInTheDiff() throws IOException {
    deploy(folder.dag("a.yml", "a").dag("b.yml", "b"));
    folder.badDag("a.yml", "a").delete("b.yml").dag("c.yml", "c");
    var shell = new Shell(s3.endpoint());
    assertThat(shell.sync(folder, TARGET, "--dry-run", "--skip-invalid", "--delete")).isEqualTo(1);
    assertThat(shell.said())
        .contains("DAG b: removed")
        .contains("DAG c: new")
        .doesNotContain("DAG a: removed");
  }

  @Test
  void theExitCodeSaysWhetherSomethingWouldChange() throws IOException {
    folder.dag("a.yml", "a");
    var shell = new Shell(s3.endpoint());
    assertThat(shell.sync(folder, TARGET, "--dry-run", "--exit-code")).isEqualTo(3);
    assertThat(shell.sync(folder, TARGET, "--dry-run")).isZero();
    assertThat(s3.keys()).isEmpty();
    deploy(folder);
    assertThat(shell.sync(folder, TARGET, "--dry-run", "--exit-code")).isZero();
    folder.badDag("b.yml", "b");
    assertThat(shell.sync(folder, TARGET, "--dry-run", "--exit-code")).isEqualTo(1);
  }

  @Test
  void jsonHoldsTheDiff() throws IOException {
    deploy(folder.write("etl.yml", BEFORE));
    folder.write("etl.yml", AFTER).dag("new.yml", "fresh");
    var shell = new Shell(s3.endpoint());
    assertThat(shell.sync(folder, TARGET, "--dry-run", "--json")).isZero();
    var dags = shell.json().get("dags");
    assertThat(dags.at("/0/change").asText()).isEqualTo("changed");
    assertThat(dags.at("/0/schedule/to").asText()).isEqualTo("0 2 * * *");
    assertThat(dags.at("/0/tasks_added").toString()).isEqualTo("[\"report\"]");
    assertThat(dags.at("/0/tasks_changed/0/task_id").asText()).isEqualTo("load");
    assertThat(dags.at("/1/change").asText()).isEqualTo("new");
    assertThat(dags.at("/1/dag_id").asText()).isEqualTo("fresh");
  }

  private void deploy(Folder files) {
    assertThat(new Shell(s3.endpoint()).sync(files, TARGET)).isZero();
  }

  private String dryRun(Object... more) {
    var args = new Object[more.length + 3];
    args[0] = folder;
    args[1] = TARGET;
    args[2] = "--dry-run";
    System.arraycopy(more, 0, args, 3, more.length);
    var shell = new Shell(s3.endpoint());
    assertThat(shell.sync(args)).isZero();
    return shell.said();
  }
}
