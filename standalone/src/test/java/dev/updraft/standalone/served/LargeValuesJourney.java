package dev.updraft.standalone.served;

import static dev.updraft.core.fixture.Dags.dag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.wire.Json;
import dev.updraft.standalone.embedded.EmbeddedAws;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * DynamoDB holds 400 KB an item and 1,024 bytes a key: each operation that writes is given texts
 * that are larger at every place that takes one, and refuses what it cannot keep with a word.
 */
class LargeValuesJourney {
  private static final EmbeddedAws AWS = EmbeddedAws.startInMemory();
  private static final ServedApi API = new ServedApi(AWS);
  private static final Dag DAG = dag("asked").task("a").task("b").build();
  private static final Bearer BEARER;

  /** Where the large text stands in a body. */
  private static final String HERE = "\"HERE\"";

  private static final List<String> TEXTS =
      List.of(
          "x".repeat(600),
          "x".repeat(5_001),
          "x".repeat(500_000),
          "ü".repeat(250_000),
          "\u0001".repeat(90_000),
          "x".repeat(389_000),
          "\ud83d\ude00".repeat(120));

  private static final List<String> NAMES =
      List.of(
          "x".repeat(600),
          "x".repeat(1_100),
          "%".repeat(512),
          "ü".repeat(512),
          "\u6f22".repeat(500),
          "\ud83d\ude00".repeat(250),
          "x".repeat(5_000));

  static {
    API.publish(DAG);
    BEARER = API.running(DAG, API.run(DAG, "r1"), "a", 1);
    API.call("POST", "/api/v2/variables", "{\"key\":\"v\",\"value\":\"1\"}");
    API.call("POST", "/api/v2/pools", "{\"name\":\"p\",\"slots\":1}");
  }

  @AfterAll
  static void stop() {
    API.close();
    AWS.close();
  }

  /** An operation, its target and its bodies with a place for a text. */
  record Writing(String operation, String target, List<String> bodies) {
    static Writing of(String operation, String target, String... bodies) {
      return new Writing(operation, target, List.of(bodies));
    }

    String method() {
      return operation.substring(0, operation.indexOf(' '));
    }
  }

  private static List<Writing> writings() {
    var self = ServedApi.of(BEARER);
    var ti = "/execution/task-instances/{task_instance_id}";
    var end = ",\"end_date\":\"2026-01-01T12:00:00Z\"";
    var instance = "/api/v2/dags/{dag_id}/dagRuns/{dag_run_id}/taskInstances/{task_id}";
    return List.of(
        Writing.of("PATCH /api/v2/dags/{dag_id}", "/api/v2/dags/asked", "{\"is_paused\":\"HERE\"}"),
        Writing.of(
            "POST /api/v2/dags/{dag_id}/dagRuns",
            "/api/v2/dags/asked/dagRuns",
            "{\"logical_date\":null,\"conf\":{\"a\":\"HERE\"}}",
            "{\"logical_date\":null,\"conf\":{\"HERE\":1}}",
            "{\"logical_date\":null,\"note\":\"HERE\"}",
            "{\"logical_date\":null,\"dag_run_id\":\"HERE\"}",
            "{\"logical_date\":\"HERE\"}"),
        Writing.of(
            "PATCH /api/v2/dags/{dag_id}/dagRuns/{dag_run_id}",
            "/api/v2/dags/asked/dagRuns/r1",
            "{\"note\":\"HERE\"}"),
        Writing.of(
            "PATCH " + instance,
            "/api/v2/dags/asked/dagRuns/r1/taskInstances/a",
            "{\"note\":\"HERE\"}"),
        Writing.of(
            "PATCH " + instance + "/{map_index}",
            "/api/v2/dags/asked/dagRuns/r1/taskInstances/a/-1",
            "{\"note\":\"HERE\"}"),
        Writing.of(
            "POST /api/v2/pools",
            "/api/v2/pools",
            "{\"name\":\"HERE\",\"slots\":1}",
            "{\"name\":\"q\",\"slots\":1,\"description\":\"HERE\"}"),
        Writing.of(
            "PATCH /api/v2/pools/{pool_name:path}",
            "/api/v2/pools/p",
            "{\"description\":\"HERE\"}"),
        Writing.of("DELETE /api/v2/pools/{pool_name:path}", "/api/v2/pools/NAME"),
        Writing.of(
            "POST /api/v2/variables",
            "/api/v2/variables",
            "{\"key\":\"HERE\",\"value\":1}",
            "{\"key\":\"k\",\"value\":\"HERE\"}",
            "{\"key\":\"l\",\"value\":{\"a\":\"HERE\"}}",
            "{\"key\":\"m\",\"value\":1,\"description\":\"HERE\"}"),
        Writing.of(
            "PATCH /api/v2/variables/{variable_key:path}",
            "/api/v2/variables/v",
            "{\"key\":\"v\",\"value\":\"HERE\"}",
            "{\"key\":\"v\",\"value\":1,\"description\":\"HERE\"}"),
        Writing.of("DELETE /api/v2/variables/{variable_key:path}", "/api/v2/variables/NAME"),
        Writing.of(
            "PUT /execution/variables/{variable_key:path}",
            "/execution/variables/w",
            "{\"value\":\"HERE\"}",
            "{\"value\":\"1\",\"description\":\"HERE\"}"),
        Writing.of(
            "PUT /execution/variables/{variable_key:path}",
            "/execution/variables/NAME",
            "{\"value\":\"1\"}"),
        Writing.of("DELETE /execution/variables/{variable_key:path}", "/execution/variables/NAME"),
        Writing.of(
            "POST /execution/dag-runs/{dag_id}/{run_id}",
            "/execution/dag-runs/asked/mine",
            "{\"conf\":{\"a\":\"HERE\"}}",
            "{\"note\":\"HERE\"}"),
        Writing.of(
            "POST /execution/dag-runs/{dag_id}/{run_id}", "/execution/dag-runs/asked/NAME", "{}"),
        Writing.of(
            "POST /execution/xcoms/{dag_id}/{run_id}/{task_id}/{key:path}",
            "/execution/xcoms/asked/r1/a/k",
            HERE),
        Writing.of(
            "POST /execution/xcoms/{dag_id}/{run_id}/{task_id}/{key:path}",
            "/execution/xcoms/asked/r1/a/NAME",
            "1"),
        Writing.of(
            "DELETE /execution/xcoms/{dag_id}/{run_id}/{task_id}/{key:path}",
            "/execution/xcoms/asked/r1/a/NAME"),
        Writing.of("PUT " + ti + "/updraft/log/{number}", self + "/updraft/log/3", HERE),
        Writing.of(
            "PUT " + ti + "/rtif",
            self + "/rtif",
            "{\"f\":\"HERE\"}",
            "{\"HERE\":1}",
            "{\"f\":[\"HERE\"]}"),
        Writing.of(
            "PATCH " + ti + "/skip-downstream",
            self + "/skip-downstream",
            "{\"tasks\":[\"HERE\"]}"),
        Writing.of("PATCH " + ti + "/rendered-map-index", self + "/rendered-map-index", HERE),
        Writing.of(
            "PUT " + ti + "/heartbeat", self + "/heartbeat", "{\"hostname\":\"HERE\",\"pid\":1}"),
        Writing.of(
            "PATCH " + ti + "/run",
            self + "/run",
            ServedApi.CLAIM.replace("host-1", "HERE"),
            ServedApi.CLAIM.replace("updraft", "HERE")),
        Writing.of(
            "PATCH " + ti + "/state",
            self + "/state",
            "{\"state\":\"HERE\"" + end + "}",
            "{\"state\":\"success\",\"updraft_log_tail\":\"HERE\"" + end + "}"));
  }

  static Stream<Arguments> calls() {
    var calls = new ArrayList<Arguments>();
    for (var writing : writings()) {
      var bodies = writing.bodies().isEmpty() ? List.of("") : writing.bodies();
      bodies.forEach(body -> calls.add(Arguments.of(writing, body)));
    }
    return calls.stream();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void whatIsTooLargeIsRefusedWithAWord(Writing writing, String body) {
    var texts = writing.target().endsWith("NAME") ? NAMES : TEXTS;
    for (var text : texts) {
      var target = writing.target().replace("NAME", encoded(text));
      var sent = body.replace(HERE, Json.write(text));
      var answer =
          writing.operation().endsWith("/run")
              ? API.claim(BEARER, sent)
              : API.as(BEARER, writing.method(), target, sent.isEmpty() ? null : sent);
      assertThat(answer.statusCode())
          .as("%s %.80s of %d: %.300s", writing.operation(), body, text.length(), answer.body())
          .isBetween(200, 499);
      if (answer.statusCode() >= 400) {
        assertThat(answer.body()).contains("\"detail\"");
      }
    }
  }

  @Test
  void everyWritingOperationIsTried() {
    var tried = new TreeSet<String>();
    writings().forEach(writing -> tried.add(writing.operation()));
    var there = new TreeSet<>(API.operations());
    there.removeIf(operation -> operation.matches("(GET|HEAD) .*"));
    assertThat(tried).isEqualTo(there);
  }

  @Test
  void manyTasksToSkipAreRefusedWithAWord() {
    var ids = Collections.nCopies(600, "\"" + "t".repeat(250) + "\"");
    var answer =
        API.as(
            BEARER,
            "PATCH",
            ServedApi.of(BEARER) + "/skip-downstream",
            "{\"tasks\":[" + String.join(",", ids) + "]}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("150000 bytes together, at most 131072 are kept");
  }

  @Test
  void whatIsJustSmallEnoughIsKeptAndReadBack() {
    var value = "x".repeat(380 * 1024 - 100);
    var body = "{\"key\":\"full\",\"value\":\"" + value + "\"}";
    assertThat(API.call("POST", "/api/v2/variables", body).statusCode()).isEqualTo(201);
    assertThat(API.call("GET", "/api/v2/variables/full", null).body()).contains(value);

    var key = "%".repeat(330);
    var xcom = "/execution/xcoms/asked/r1/a/" + encoded(key);
    assertThat(API.as(BEARER, "POST", xcom, "1").statusCode()).isEqualTo(201);
    assertThat(API.as(BEARER, "GET", xcom, null).body()).contains(key);
    assertThat(API.as(BEARER, "GET", xcom + "/slice", null).body()).isEqualTo("[1]");
  }

  @Test
  void namesThatCannotBeAreNotFound() {
    for (var name : NAMES) {
      for (var target :
          List.of(
              "/api/v2/variables/",
              "/api/v2/pools/",
              "/api/v2/dags/",
              "/api/v2/dags/asked/dagRuns/",
              "/execution/variables/",
              "/execution/xcoms/asked/r1/a/",
              "/execution/dags/",
              "/execution/dag-runs/asked/")) {
        assertThat(API.as(BEARER, "GET", target + encoded(name), null).statusCode())
            .as(target)
            .isEqualTo(404);
      }
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
