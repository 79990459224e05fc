package dev.updraft.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** DAG files come, change and break while the program runs. */
@ExtendWith(OneUpdraft.class)
class DagFilesJourney {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SAYS =
      """
      %s:
        schedule: null
        tasks:
          say:
            operator: airflow.providers.standard.operators.bash.BashOperator
            bash_command: echo "I say %s"
      """;

  private final UpdraftProcess updraft;

  DagFilesJourney(UpdraftProcess updraft) {
    this.updraft = updraft;
  }

  @Test
  void aNewFileAppearsAndItsDagRuns() {
    updraft.write("fresh.yml", SAYS.formatted("fresh", "hello"));
    var dag = new Journeying(updraft.api(), "fresh").known();
    var run = dag.trigger();
    assertThat(dag.end(run, SOON)).isEqualTo("success");
    assertThat(dag.log(run, "say", 1)).contains("I say hello");
  }

  @Test
  void aChangedFileMakesANewVersionAndOldRunsKeepTheirs() {
    updraft.write("changing.yml", SAYS.formatted("changing", "one"));
    var dag = new Journeying(updraft.api(), "changing").known();
    var before = dag.trigger();
    assertThat(dag.end(before, SOON)).isEqualTo("success");
    updraft.write("changing.yml", SAYS.formatted("changing", "two"));
    Eventually.see("version 2", SOON, () -> versions("changing"), count -> count == 2);
    var after = dag.trigger();
    assertThat(dag.end(after, SOON)).isEqualTo("success");
    assertThat(dag.log(after, "say", 1)).contains("I say two");
    assertThat(version(before)).isEqualTo(1);
    assertThat(version(after)).isEqualTo(2);
  }

  @Test
  void aBrokenFileIsAnImportErrorUntilItIsMended() {
    updraft.write("breaking.yml", SAYS.formatted("breaking", "well"));
    var dag = new Journeying(updraft.api(), "breaking").known();
    updraft.write("breaking.yml", "breaking:\n  tasks:\n    say: [unclosed\n");
    var errors = new ImportErrors(updraft.api());
    assertThat(errors.of("breaking.yml")).startsWith("breaking.yml:").contains("not YAML");
    var refused = updraft.api().post(dag.runs(), "{\"logical_date\": null}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asText()).contains("breaking", "import errors");
    updraft.write("breaking.yml", SAYS.formatted("breaking", "mended"));
    errors.goneFor("breaking.yml");
    assertThat(dag.end(dag.trigger(), SOON)).isEqualTo("success");
  }

  private int versions(String dagId) {
    var answer = updraft.api().get("dags/" + dagId + "/dagVersions");
    return answer.json().path("total_entries").asInt();
  }

  private int version(String run) {
    var versions = updraft.api().get(run).json().path("dag_versions");
    assertThat(versions).hasSize(1);
    return versions.get(0).path("version_number").asInt();
  }
}
