package dev.updraft.runner.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.updraft.core.dag.Param;
import dev.updraft.core.wire.Json;
import dev.updraft.runner.Attempts;
import dev.updraft.runner.api.Connection;
import dev.updraft.runner.api.RunContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates against what Airflow renders; the table was made with Airflow's own environment. */
class TemplatesTest {
  private static final String CONF =
      """
      {"name":"x y","n":3,"flag":true,"list":[1,"a",null],"nested":{"k":"v"}}
      """;
  private static final String PARAMS =
      """
      {"size":10,"ratio":0.5,"names":["a","b"],"who":"it's me","deep":{"x":{"y":1}},
       "empty":"","none":null}
      """;
  private static final Map<String, String> XCOMS =
      Map.of(
          "extract", "{\"rows\":[1,2,3],\"path\":\"s3://b/k\"}", "count", "42", "flagged", "false");

  /** One row of the table. */
  record Row(String template, boolean nativeTypes, @Nullable JsonNode expected) {}

  static Stream<Row> table() throws IOException {
    var in = Objects.requireNonNull(Attempts.class.getResourceAsStream("templates.json"));
    return StreamSupport.stream(Json.MAPPER.readTree(in).spliterator(), false)
        .map(row ->
            new Row(
                row.path("template").asText(),
                row.path("native").asBoolean(),
                row.has("error") ? null : row.path("expected")));
  }

  @ParameterizedTest
  @MethodSource("table")
  void rendersAsAirflowDoes(Row row) {
    if (row.expected == null) {
      assertThatThrownBy(() -> templates(row.nativeTypes).text(row.template))
          .isInstanceOf(TemplateException.class);
      return;
    }
    var rendered = templates(row.nativeTypes).text(row.template);
    var expected = Json.MAPPER.convertValue(row.expected, Object.class);
    assertThat(PythonJson.plain(rendered)).isEqualTo(expected);
  }

  @Test
  void whatIsUndefinedIsNamed() {
    assertThatThrownBy(() -> templates(false).text("a {{ nothing }}"))
        .hasMessage("'nothing' is undefined");
  }

  @Test
  void aRunWithoutALogicalDateHasNoDs() {
    var run = (ObjectNode) context().deepCopy();
    ((ObjectNode) run.path("dag_run")).putNull("logical_date");
    assertThatThrownBy(() -> templates(run, false).text("{{ ds }}"))
        .hasMessage("'ds' is undefined");
  }

  @Test
  void noTemplateReachesJava() {
    for (var template :
        List.of(
            "{{ ''.getClass() }}",
            "{{ ds.class }}",
            "{{ logical_date.getClass().forName('java.lang.Runtime') }}",
            "{{ params.getClass() }}",
            "{{ ti.source }}",
            "{{ logical_date.time().getZone() }}",
            "{{ ____int3rpr3t3r____.getContext() }}",
            "{{ ds.__class__ }}",
            "{% include '/etc/passwd' %}",
            "{% include '../../../etc/passwd' %}")) {
      assertThatThrownBy(() -> templates(false).text(template))
          .as(template)
          .isInstanceOf(TemplateException.class);
    }
  }

  @Test
  void outputAndLoopsAreLimited() {
    assertThatThrownBy(() -> templates(false).text("{{ 'x' * 100000000 }}"))
        .isInstanceOf(TemplateException.class);
    assertThatThrownBy(
            () -> templates(false).text("{% for i in range(9000) %}{{ 'x' * 10000 }}{% endfor %}"))
        .isInstanceOf(TemplateException.class);
  }

  @Test
  void listsAndMapsAreRenderedInside() {
    assertThat(
            templates(false)
                .render(Map.of("a", List.of("{{ ds }}", 1L), "b", Map.of("c", "{{ run_id }}"))))
        .isEqualTo(Map.of("a", List.of("2026-03-04", 1L), "b", Map.of("c", "manual__1")));
  }

  private static Templates templates(boolean nativeTypes) {
    return templates(context(), nativeTypes);
  }

  private static Templates templates(JsonNode context, boolean nativeTypes) {
    var message = Attempts.bash("true").message();
    var run = RunContext.of(context);
    return new Templates(Variables.of(message, run, new FixedSource()), List.of(), nativeTypes);
  }

  private static JsonNode context() {
    var params = new java.util.LinkedHashMap<String, Param>();
    Map<?, ?> given = Json.read(PARAMS, Map.class);
    given.forEach(
        (name, value) -> params.put(String.valueOf(name), new Param(value, null, Map.of())));
    var attempt = Attempts.bash("true").withParams(params);
    var context = Json.MAPPER.createObjectNode();
    context
        .putObject("dag_run")
        .put("run_id", "manual__1")
        .put("dag_id", "etl")
        .put("logical_date", "2026-03-04T05:06:07Z")
        .put("data_interval_start", "2026-03-03T00:00:00Z")
        .put("data_interval_end", "2026-03-04T00:00:00Z")
        .put("run_type", "manual")
        .set("conf", Json.read(CONF, JsonNode.class));
    context.set("updraft", Json.tree(attempt.brief()));
    return context;
  }

  private static final class FixedSource implements Variables.Source {
    @Override
    public Optional<String> variable(String key) {
      return switch (key) {
        case "env" -> Optional.of("prod");
        case "cfg" -> Optional.of("{\"a\": [1, 2]}");
        default -> Optional.empty();
      };
    }

    @Override
    public Optional<Connection> connection(String id) {
      return Optional.of(new Connection("db", "pg", "h.example", "s", "u", "pw", 5432, null));
    }

    @Override
    public @Nullable Object pull(String task, String key, @Nullable Integer mapIndex) {
      var json = XCOMS.get(task);
      return json == null || !key.equals("return_value") ? null : PythonJson.loads(json);
    }

    @Override
    public void push(String key, @Nullable Object value) {
      throw new UnsupportedOperationException("no template of the table pushes");
    }

    @Override
    public JsonNode previousSuccessfulRun() {
      return Json.MAPPER.createObjectNode();
    }
  }
}
