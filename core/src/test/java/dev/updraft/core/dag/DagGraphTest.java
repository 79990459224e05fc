package dev.updraft.core.dag;

import static dev.updraft.core.fixture.Dags.after;
import static dev.updraft.core.fixture.Dags.dag;
import static dev.updraft.core.fixture.Dags.priority;
import static dev.updraft.core.fixture.Dags.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.fixture.DagDraft;
import dev.updraft.core.fixture.Tables;
import dev.updraft.core.id.TaskId;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DagGraphTest {
  @Test
  void everyEffectiveWeightIsTheOneAirflowWorksOut() {
    var dags = new LinkedHashMap<String, DagDraft>();
    var rows = Tables.airflow("priority_weights");
    for (var row : rows) {
      var rule = WeightRule.of(row[2]).orElseThrow();
      var upstream = row[4].isEmpty() ? new String[0] : row[4].split(",", -1);
      dags.computeIfAbsent(row[0], dagId -> dag(dagId))
          .task(row[1], after(upstream), weight(Integer.parseInt(row[3]), rule));
    }
    var graphs = new LinkedHashMap<String, DagGraph>();
    dags.forEach((dagId, draft) -> graphs.put(dagId, draft.graph()));
    assertThat(rows).hasSize(420);
    assertThat(rows)
        .allSatisfy(row -> {
          var graph = Objects.requireNonNull(graphs.get(row[0]));
          int index = Objects.requireNonNull(graph.indexOf(new TaskId(row[1])));
          assertThat(graph.weight(index))
              .as("%s", (Object) row)
              .isEqualTo(Integer.parseInt(row[5]));
        });
  }

  @Test
  void ofEqualWeightTheOneThatComesFirstInTheDagIsFirst() {
    var graph =
        dag("d").task("low", priority(1)).task("b", priority(7)).task("a", priority(7)).graph();
    assertThat(IntStream.range(0, 3).mapToObj(graph::byPriority)).containsExactly(1, 2, 0);
  }

  @Test
  void aWeightBeyondThirtyTwoBitsStaysAtTheirEnd() {
    var graph =
        dag("d")
            .task("a", weight(Integer.MAX_VALUE, WeightRule.DOWNSTREAM))
            .task("b", after("a"), weight(Integer.MAX_VALUE, WeightRule.DOWNSTREAM))
            .graph();
    assertThat(graph.weight(0)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void aTaskMayOnlyDependOnTasksBeforeIt() {
    var draft = dag("etl").task("b", after("a")).task("a");
    assertThatThrownBy(draft::graph)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("task b of DAG etl depends on a, which does not come before it");
  }
}
