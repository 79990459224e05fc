package dev.updraft.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad requests get Airflow's status and a detail that names what is wrong. */
@ExtendWith(OneUpdraft.class)
class BadRequestsJourney {
  private final UpdraftProcess updraft;
  private final Journeying dag;

  BadRequestsJourney(UpdraftProcess updraft) {
    this.updraft = updraft;
    this.dag = new Journeying(updraft.api(), "asked");
  }

  @BeforeAll
  static void write(UpdraftProcess updraft) {
    updraft.write(
        "asked.yml",
        """
        asked:
          schedule: null
          tasks:
            a: {operator: airflow.providers.standard.operators.empty.EmptyOperator}
        """);
    new Journeying(updraft.api(), "asked").known();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"logical_date": null, "conf": "not an object"} | conf          | Input should be a valid dictionary
          {"logical_date": null, "conf": [1]}             | conf          | Input should be a valid dictionary
          {"logical_date": null, "conf": {x}}             | body          | JSON decode error
          {"conf": {}}                                    | logical_date  | Field required
          {"logical_date": "soon"}                        | logical_date  | Input should be a valid datetime
          {"logical_date": null, "dag_run": "x"}          | dag_run       | Extra inputs are not permitted
          [1]                                             | body          | Input should be a valid dictionary
          """)
  void aBodyThatIsNotARunIsA422NamingItsField(String body, String field, String message) {
    var answer = updraft.api().post(dag.runs(), body);
    assertThat(answer.status()).isEqualTo(422);
    var detail = answer.json().path("detail").path(0);
    assertThat(detail.path("loc").toString()).contains('"' + field + '"');
    assertThat(detail.path("msg").asText()).contains(message);
  }

  @Test
  void anUnknownRunIsA404NamingIt() {
    var answer = updraft.api().get(dag.runs() + "/nosuch");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("detail").asText())
        .isEqualTo("The DagRun with dag_id: `asked` and run_id: `nosuch` was not found");
  }

  @Test
  void theTaskInstancesOfAnUnknownRunAreA404() {
    var answer = updraft.api().get(dag.runs() + "/nosuch/taskInstances");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("detail").asText()).contains("asked", "nosuch", "was not found");
  }

  @Test
  void aRunOfAnUnknownDagIsA404() {
    var answer = updraft.api().post("dags/nodag/dagRuns", "{\"logical_date\": null}");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("detail").asText()).contains("nodag", "not found");
  }

  @Test
  void aRunIdUsedTwiceIsA409AndTheFirstRunStays() {
    var body = "{\"logical_date\": null, \"dag_run_id\": \"once:only\"}";
    assertThat(updraft.api().post(dag.runs(), body).status()).isEqualTo(200);
    var again = updraft.api().post(dag.runs(), body);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().toString()).contains("asked", "once:only");
    var first = updraft.api().get(dag.runs() + "/" + Api.escaped("once:only"));
    assertThat(first.status()).isEqualTo(200);
  }
}
