package dev.updraft.parser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Edge;
import dev.updraft.core.dag.Mapping;
import dev.updraft.core.dag.Task;
import dev.updraft.core.schedule.AssetCondition;
import dev.updraft.core.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every file of the corpus gives what its manifest says. */
class CorpusTest {
  /**
   * Where dag-factory 1.1.0 with Airflow 3.3.2, run on the file, is at odds with the manifest,
   * which was derived without running it.
   */
  private static final Map<String, String> REFUSED =
      Map.of(
          "example_external_task_sensor_dag_factory_consumer3", "is not a task id",
          "tests/fixtures_without_default_yaml/invalid_dag_factory.yml#example_dag",
              "is not a date");

  /**
   * An inner group's id begins with the ids of the groups around it, and its tasks' ids with it.
   */
  private static final Map<String, String> NESTED =
      Map.of(
          "task_group_2", "task_group_1.task_group_2",
          "task_group_2.task_4", "task_group_1.task_group_2.task_4");

  /** The manifest leaves the older key {@code timetable:} aside. */
  private static final String BY_TIMETABLE = "dev/dags/example_timetable_schedule.yml";

  @TestFactory
  Stream<DynamicTest> everyFileGivesWhatTheManifestSays() {
    return Corpus.find().stream()
        .flatMap(corpus ->
            corpus.manifest().stream()
                .map(file ->
                    DynamicTest.dynamicTest(file.get("file").asText(), () -> check(corpus, file))));
  }

  @Test
  void anAbsentCorpusIsNoFailure() {
    assertThat(Corpus.find().map(Corpus::root))
        .satisfiesAnyOf(
            root -> assertThat(root).isEmpty(), root -> assertThat(root.orElseThrow()).exists());
  }

  private static void check(Corpus corpus, JsonNode file) {
    var name = file.get("file").asText();
    var parsed = corpus.parse(name);
    if (file.path("expect").asText().equals("yaml-error")) {
      assertThat(parsed.dags()).isEmpty();
      assertThat(parsed.errors()).singleElement().asString().contains("not YAML");
      return;
    }
    if (file.get("kind").asText().equals("data")) {
      assertThat(parsed.dags()).isEmpty();
      assertThat(parsed.errors()).isEmpty();
      return;
    }
    var loading = new TreeSet<String>();
    for (var expected : file.get("dags")) {
      var dagId = expected.get("dag_id").asText();
      var refused = REFUSED.getOrDefault(dagId, REFUSED.getOrDefault(name + "#" + dagId, ""));
      if (expected.get("expect").asText().equals("ok") && refused.isEmpty()) {
        loading.add(dagId);
        checkDag(name, dag(parsed, dagId), expected);
      } else {
        assertThat(parsed.errors())
            .as(dagId)
            .anyMatch(error -> dagId.equals(error.dagId()) && error.message().contains(refused));
      }
    }
    assertThat(parsed.dags().stream().filter(dag -> !dag.tasks().isEmpty()))
        .extracting(dag -> dag.dagId().value())
        .containsExactlyInAnyOrderElementsOf(loading);
  }

  private static Dag dag(ParsedFile parsed, String dagId) {
    assertThat(parsed.errors()).as(dagId).noneMatch(error -> dagId.equals(error.dagId()));
    return parsed.dags().stream()
        .filter(dag -> dag.dagId().value().equals(dagId))
        .findFirst()
        .orElseThrow();
  }

  private static void checkDag(String file, Dag dag, JsonNode expected) {
    assertThat(dag.tasks())
        .extracting(task -> task.taskId().value())
        .containsExactlyInAnyOrderElementsOf(texts(expected.get("tasks")));
    assertThat(dag.groups())
        .extracting(group -> group.groupId().value())
        .containsExactlyInAnyOrderElementsOf(texts(expected.get("groups")));
    assertThat(dag.tasks().stream().filter(task -> task.mapping() instanceof Mapping.Expand))
        .extracting(task -> task.taskId().value())
        .containsExactlyInAnyOrderElementsOf(texts(expected.get("mapped")));
    assertThat(
            dag.tasks().stream()
                .map(task -> task.operator().classPath())
                .collect(Collectors.toSet()))
        .isEqualTo(Set.copyOf(texts(expected.get("operators"))));
    var edges = new ArrayList<String>();
    expected.get("edges").forEach(edge -> edges.add(String.join(" > ", texts(edge))));
    assertThat(dag.edges())
        .extracting(CorpusTest::shown)
        .containsExactlyInAnyOrderElementsOf(edges);
    if (file.equals(BY_TIMETABLE)) {
      assertThat(dag.schedule()).isInstanceOf(Schedule.Cron.class);
    } else {
      checkSchedule(dag.schedule(), expected.get("schedule"));
    }
    assertThat(isInOrder(dag.tasks())).isTrue();
  }

  private static boolean isInOrder(List<Task> tasks) {
    var seen = new TreeSet<String>();
    return tasks.stream()
        .allMatch(task ->
            task.upstream().stream().allMatch(before -> seen.contains(before.value()))
                && seen.add(task.taskId().value()));
  }

  private static String shown(Edge edge) {
    return edge.upstream()
        + (edge.upstreamIsGroup() ? " (group)" : "")
        + " > "
        + edge.downstream()
        + (edge.downstreamIsGroup() ? " (group)" : "");
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(text -> texts.add(NESTED.getOrDefault(text.asText(), text.asText())));
    return texts;
  }

  private static void checkSchedule(Schedule schedule, JsonNode expected) {
    if (expected.isNull() || expected.asText().strip().equalsIgnoreCase("none")) {
      assertThat(schedule).isEqualTo(new Schedule.None());
    } else if (expected.isTextual()) {
      assertThat(schedule)
          .isInstanceOfSatisfying(
              Schedule.Cron.class,
              cron -> assertThat(cron.expressions()).containsExactly(expected.asText()));
    } else if (expected.has("timetable")) {
      assertThat(schedule).isInstanceOf(Schedule.AssetsOrTime.class);
    } else if (expected.has("__type__")) {
      assertThat(schedule).isInstanceOf(Schedule.Cron.class);
    } else {
      assertThat(schedule)
          .isInstanceOfSatisfying(
              Schedule.Assets.class,
              assets -> assertThat(count(assets.condition())).isEqualTo(leaves(expected)));
    }
  }

  private static int count(AssetCondition condition) {
    return switch (condition) {
      case AssetCondition.Asset _ -> 1;
      case AssetCondition.AllOf(var of) -> of.stream().mapToInt(CorpusTest::count).sum();
      case AssetCondition.AnyOf(var of) -> of.stream().mapToInt(CorpusTest::count).sum();
    };
  }

  private static int leaves(JsonNode node) {
    if (node.isTextual()) {
      return node.asText().split("[&|]", -1).length;
    }
    if (node.has("__type__")) {
      return 1;
    }
    int leaves = 0;
    for (var field : node.properties()) {
      leaves += field.getKey().equals("file") ? 0 : leaves(field.getValue());
    }
    for (var item : node.isArray() ? node : List.<JsonNode>of()) {
      leaves += leaves(item);
    }
    return leaves;
  }
}
