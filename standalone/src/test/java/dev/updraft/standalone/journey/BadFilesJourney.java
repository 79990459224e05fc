package dev.updraft.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bad DAG files: each says what is wrong and where, and the program goes on. */
@ExtendWith(OneUpdraft.class)
class BadFilesJourney {
  private static final String EMPTY =
      "operator: airflow.providers.standard.operators.empty.EmptyOperator";
  private static final Duration LONG = Duration.ofSeconds(90);

  private final UpdraftProcess updraft;

  BadFilesJourney(UpdraftProcess updraft) {
    this.updraft = updraft;
  }

  private String error(String file, String yaml) {
    updraft.write(file, yaml);
    return new ImportErrors(updraft.api()).of(file);
  }

  @Test
  void malformedYamlNamesItsLine() {
    assertThat(error("malformed.yml", "etl:\n  tasks:\n    a: {operator: x\n  b: 1\n"))
        .startsWith("malformed.yml:4:")
        .contains("not YAML");
  }

  @Test
  void aCycleNamesItsTasks() {
    assertThat(
            error(
                "ring.yml",
                """
                ring:
                  tasks:
                    a: {%1$s, dependencies: [b]}
                    b: {%1$s, dependencies: [a]}
                """
                    .formatted(EMPTY)))
        .startsWith("ring.yml:")
        .contains("DAG ring", "key dependencies", "a -> b -> a");
  }

  @Test
  void anUnknownOperatorIsNamed() {
    assertThat(error("operators.yml", "ops:\n  tasks:\n    a:\n      operator: Bashh\n"))
        .startsWith("operators.yml:4:")
        .contains(
            "DAG ops",
            "key operator",
            "'Bashh'",
            "did you mean airflow.providers.standard.operators.bash.BashOperator?");
  }

  @Test
  void aRunWithAnOperatorOfNobodysFailsAndSaysWhichOne() {
    updraft.write(
        "nowhere.yml",
        "nowhere:\n  schedule: null\n  tasks:\n    a: {operator: acme.operators.AcmeOperator}\n");
    var dag = new Journeying(updraft.api(), "nowhere").known();
    var run = dag.trigger();
    assertThat(dag.end(run, LONG)).isEqualTo("failed");
    assertThat(updraft.api().get(run).json().path("note").asText())
        .contains("nowhere.yml:4", "acme.operators.AcmeOperator");
  }

  @Test
  void anUnknownKeyIsNamedWithTheNearestKnownOne() {
    assertThat(error("keys.yml", "keys:\n  shcedule: null\n  tasks: {a: {%s}}\n".formatted(EMPTY)))
        .startsWith("keys.yml:2:3:")
        .contains("DAG keys", "key shcedule", "did you mean schedule?");
  }

  @Test
  void aFileOverFiveMebibytesIsNotRead() {
    assertThat(error("large.yml", "#".repeat(5 * 1024 * 1024 + 1)))
        .startsWith("large.yml:1:1:")
        .contains("the file has 5242881 bytes, at most 5242880 are read");
  }

  @Test
  void aFileOfFiveMegabytesLoadsAndRuns() {
    var comment = ("# " + "x".repeat(97) + "\n").repeat(50_000);
    updraft.write(
        "heavy.yml", comment + "heavy:\n  schedule: null\n  tasks: {a: {%s}}\n".formatted(EMPTY));
    var dag = new Journeying(updraft.api(), "heavy").known();
    assertThat(dag.end(dag.trigger(), LONG)).isEqualTo("success");
  }

  @Test
  void bytesThatAreNotUtf8AreCounted() {
    updraft.write("latin.yml", "caf\u00e9: {}\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(new ImportErrors(updraft.api()).of("latin.yml"))
        .startsWith("latin.yml:1:")
        .contains("not UTF-8: the byte 4, 0xE9");
  }

  @Test
  void moreTasksThanADagMayHaveAreRefusedWithTheNumber() {
    assertThat(error("crowd.yml", tasks("crowd", 20_001)))
        .startsWith("crowd.yml:")
        .contains("key tasks", "has 20001 entries, at most 20000 are allowed");
  }

  @Test
  void tenThousandTasksInOneDagLoadAndRun() {
    updraft.write("legion.yml", tasks("legion", 10_000));
    var dag = new Journeying(updraft.api(), "legion").known();
    var last = updraft.api().get("dags/legion/tasks/t9999");
    assertThat(last.status()).as(last.toString()).isEqualTo(200);
    assertThat(dag.end(dag.trigger(), LONG)).isEqualTo("success");
  }

  private static String tasks(String dagId, int count) {
    var yaml = new StringBuilder(dagId).append(":\n  schedule: null\n  tasks:\n");
    for (int i = 0; i < count; i++) {
      yaml.append("    t").append(i).append(": {").append(EMPTY).append("}\n");
    }
    return yaml.toString();
  }
}
