package dev.updraft.standalone.served;

import static dev.updraft.core.fixture.Dags.dag;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.RunId;
import dev.updraft.core.port.RunStore.RunRow;
import dev.updraft.core.run.DagRunState;
import dev.updraft.core.run.DagRunTriggeredBy;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.wire.DagVersions;
import dev.updraft.core.wire.Json;
import dev.updraft.standalone.embedded.EmbeddedAws;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is accepted can be read back, and a row that cannot be read hides no other. */
class KeptRowsJourney {
  private static final EmbeddedAws AWS = EmbeddedAws.startInMemory();
  private static final String RUNS = "/api/v2/dags/asked/dagRuns";
  private final ServedApi api = new ServedApi(AWS);
  private final Dag dag = dag("asked").task("a").build();

  KeptRowsJourney() {
    api.publish(dag);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @AfterAll
  static void stop() {
    AWS.close();
  }

  @Test
  void theDeepestConfIsReadBackEverywhereAndClaimed() {
    var conf = "{\"a\":".repeat(98) + "1" + "}".repeat(98);
    var body = "{\"logical_date\":null,\"dag_run_id\":\"deep\",\"conf\":%s}".formatted(conf);

    assertThat(api.call("POST", RUNS, body).statusCode()).isEqualTo(200);

    for (var list : new String[] {RUNS, "/api/v2/dags/~/dagRuns", RUNS + "/deep"}) {
      assertThat(api.call("GET", list, null).body()).as(list).contains(conf);
    }
    var run = api.ports().runs().ofDag(dag.dagId(), null, 10).items().getFirst().key();
    var bearer = api.running(dag, run, "a", 1);
    assertThat(api.as(bearer, "GET", "/execution/dag-runs/asked/deep", null).body()).contains(conf);
  }

  @Test
  void whatIsDeeperIsRefusedWithAWord() {
    var deep = "[".repeat(100) + "]".repeat(100);
    var bearer = api.running(dag, api.run(dag, "r1"), "a", 1);

    for (var answer :
        new HttpResponse<?>[] {
          api.call("POST", RUNS, "{\"logical_date\":null,\"conf\":{\"a\":" + deep + "}}"),
          api.call("POST", "/api/v2/variables", "{\"key\":\"k\",\"value\":" + deep + "}"),
          api.as(bearer, "POST", "/execution/dag-runs/asked/r2", "{\"conf\":{\"a\":" + deep + "}}"),
          api.as(bearer, "POST", "/execution/xcoms/asked/r1/a/k", "[" + deep + "]"),
          api.as(bearer, "PUT", ServedApi.of(bearer) + "/rtif", "{\"f\":" + deep + "}"),
        }) {
      assertThat(answer.statusCode()).as(answer.toString()).isEqualTo(422);
      assertThat(answer.body().toString()).contains("nested deeper than 100 levels");
    }
  }

  @Test
  void aRunThatWasAcceptedBeforeThereWasALimitIsShownAndClaimed() {
    Object conf = 1L;
    for (int i = 0; i < 993; i++) {
      conf = Map.of("a", conf);
    }
    var facts =
        new RunFacts(
            new RunId("deep"),
            DagRunType.MANUAL,
            DagVersions.hash(dag),
            null,
            null,
            null,
            ServedApi.NOON);
    var row =
        new RunRow(
            dag.dagId(),
            facts,
            DagRunState.QUEUED,
            ServedApi.NOON,
            null,
            null,
            Map.of("a", conf),
            DagRunTriggeredBy.REST_API,
            null,
            null);
    api.ports().runs().create(row);

    assertThat(runs().get("total_entries").asInt()).isEqualTo(1);
    assertThat(api.running(dag, row.key(), "a", 1)).isNotNull();
  }

  @Test
  void aRowThatCannotBeReadIsLeftOutOfLists() {
    api.run(dag, "good");
    var bad = api.run(dag, "bad");
    spoil(api.world().names().runsTable(), bad.dagId() + "|" + bad.runId(), "run");
    api.call("POST", "/api/v2/variables", "{\"key\":\"good\",\"value\":\"1\"}");
    api.call("POST", "/api/v2/variables", "{\"key\":\"bad\",\"value\":\"1\"}");
    spoil(api.world().names().catalogTable(), "variables", "bad");
    api.call("POST", "/api/v2/pools", "{\"name\":\"good\",\"slots\":1}");
    api.call("POST", "/api/v2/pools", "{\"name\":\"bad\",\"slots\":1}");
    spoil(api.world().names().catalogTable(), "pools", "bad");
    api.publish(dag("bad").task("a").build());
    spoil(api.world().names().catalogTable(), "dags", "bad");

    assertThat(runs().findValuesAsText("dag_run_id")).containsExactly("good");
    assertThat(list("/api/v2/variables").findValuesAsText("key")).containsExactly("good");
    assertThat(list("/api/v2/pools").findValuesAsText("name"))
        .contains("good")
        .doesNotContain("bad");
    assertThat(list("/api/v2/dags").findValuesAsText("dag_id"))
        .contains("asked")
        .doesNotContain("bad");
  }

  private void spoil(String table, String pk, String sk) {
    AWS.world()
        .clients()
        .dynamo()
        .updateItem(request ->
            request
                .tableName(table)
                .key(Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk)))
                .updateExpression("SET j = :torn")
                .expressionAttributeValues(Map.of(":torn", AttributeValue.fromS("{\"dag"))));
  }

  private JsonNode runs() {
    return list(RUNS);
  }

  private JsonNode list(String target) {
    var answer = api.call("GET", target, null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.tree(Json.read(answer.body(), Object.class));
  }
}
