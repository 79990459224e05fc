package dev.updraft.core.dag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.ParamSchemas.Invalid;
import dev.updraft.core.dag.ParamSchemas.Resolved;
import dev.updraft.core.id.DagId;
import dev.updraft.core.schedule.Schedule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ParamSchemasTest {
  private static final Dag DAG =
      dag(
          Map.of(
              "free", new Param("x", null, Map.of()),
              "count", new Param(3L, null, Map.of("type", "integer", "minimum", 1L)),
              "mode", new Param("fast", null, Map.of("enum", List.of("fast", "slow")))));

  @Test
  void whatIsGivenGoesOverTheDefaults() {
    assertThat(ParamSchemas.resolve(DAG, Map.of("count", 5L)))
        .isEqualTo(new Resolved(Map.of("free", "x", "count", 5L, "mode", "fast")));
  }

  @Test
  void whatIsNoParamIsKept() {
    assertThat(ParamSchemas.resolve(DAG, Map.of("other", true)))
        .isInstanceOfSatisfying(
            Resolved.class, result -> assertThat(result.values()).containsEntry("other", true));
  }

  @Test
  void everyParamThatDoesNotFitIsNamed() {
    assertThat(ParamSchemas.resolve(DAG, Map.of("count", 0L, "mode", "wild")))
        .isInstanceOfSatisfying(
            Invalid.class,
            result ->
                assertThat(result.messages())
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("Invalid input for param count: "))
                    .anyMatch(line -> line.startsWith("Invalid input for param mode: ")));
  }

  @Test
  void aParamWithoutDefaultMustBeGiven() {
    var dag = dag(Map.of("n", new Param(null, null, Map.of("type", "string"))));
    assertThat(ParamSchemas.resolve(dag, Map.of())).isInstanceOf(Invalid.class);
    assertThat(ParamSchemas.resolve(dag, Map.of("n", "here"))).isInstanceOf(Resolved.class);
    var nullable =
        dag(Map.of("n", new Param(null, null, Map.of("type", List.of("string", "null")))));
    assertThat(ParamSchemas.resolve(nullable, Map.of())).isInstanceOf(Resolved.class);
  }

  @Test
  void aSchemaThatDoesNotEndIsGivenUp() {
    var slow = dag(Map.of("n", new Param(null, null, Map.of("pattern", "(a+)+(a+)+$"))));
    var round = dag(Map.of("n", new Param(null, null, Map.of("$ref", "#"))));
    for (var result :
        List.of(
            ParamSchemas.resolve(slow, Map.of("n", "a".repeat(200) + "!")),
            ParamSchemas.resolve(round, Map.of("n", "here")))) {
      assertThat(result)
          .isInstanceOfSatisfying(
              Invalid.class,
              invalid ->
                  assertThat(invalid.messages())
                      .singleElement()
                      .asString()
                      .contains("param n: it takes too long to check"));
    }
  }

  @Test
  void formatsAreChecked() {
    var dag = dag(Map.of("day", new Param(null, null, Map.of("type", "string", "format", "date"))));
    assertThat(ParamSchemas.resolve(dag, Map.of("day", "2026-13-01"))).isInstanceOf(Invalid.class);
    assertThat(ParamSchemas.resolve(dag, Map.of("day", "2026-12-01"))).isInstanceOf(Resolved.class);
  }

  @Test
  void aSchemaThatIsNoneIsAMessageAndNoCrash() {
    var dag = dag(Map.of("n", new Param(1L, null, Map.of("type", "nothing", "pattern", "["))));
    assertThat(ParamSchemas.resolve(dag, Map.of())).isInstanceOf(Invalid.class);
  }

  private static Dag dag(Map<String, Param> params) {
    return new Dag(
        new DagId("d"),
        "d",
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Schedule.None(),
        null,
        null,
        Dag.Limits.DEFAULT,
        params,
        new TreeMap<>(),
        null);
  }
}
