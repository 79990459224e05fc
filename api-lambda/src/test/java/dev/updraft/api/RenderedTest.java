package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.attempt.Tickets.Bearer;
import dev.updraft.core.dag.Dag;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RenderedTest {
  private final ApiWorld world = new ApiWorld();
  private final Bearer bearer;

  RenderedTest() {
    Dag dag = SampleDags.orders();
    world.publish(dag);
    var run = world.run(dag, "r1", "queued#1", "none#0", "none#0", "none#0", "none#0");
    bearer = world.running(dag, run, "extract", 1);
  }

  @Test
  void renderedFieldsAreShownOnTheTaskInstance() {
    put("{\"bash_command\":\"echo 1\",\"env\":{\"N\":2},\"cwd\":null}");

    assertThat(shown().get("rendered_fields"))
        .hasToString("{\"bash_command\":\"echo 1\",\"env\":{\"N\":2},\"cwd\":null}");
  }

  @Test
  void aLongFieldIsCutWithAWord() {
    put("{\"bash_command\":\"" + "x".repeat(5_000) + "\"}");

    assertThat(shown().at("/rendered_fields/bash_command").asText())
        .hasSizeLessThan(4_200)
        .endsWith("… truncated, it has 5000 characters");
  }

  @Test
  void manyFieldsAreCutWithAWordToo() {
    var fields = new StringBuilder("{");
    for (int i = 0; i < 100; i++) {
      fields.append("\"f%d\":\"%s\",".formatted(i, "ü".repeat(2_000)));
    }
    put(fields.append("\"last\":1}").toString());

    var rendered = shown().get("rendered_fields");
    assertThat(rendered.get("…").asText()).startsWith("16 of 101 fields are kept");
    assertThat(rendered.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(66 * 1024);
  }

  @Test
  void theNameOfAMapIndexIsShown() {
    assertThat(shown().get("rendered_map_index").isNull()).isTrue();

    var answer = world.withToken("PATCH", bearer, "/rendered-map-index", "\"country DE\"");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(shown().get("rendered_map_index").asText()).isEqualTo("country DE");
    assertThat(world.withToken("PATCH", bearer, "/rendered-map-index", "\"\"").status())
        .isEqualTo(422);
  }

  private JsonNode shown() {
    return world.get("/api/v2/dags/orders/dagRuns/r1/taskInstances/extract");
  }

  private void put(String fields) {
    assertThat(world.withToken("PUT", bearer, "/rtif", fields).status()).isEqualTo(201);
  }
}
