package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.HttpCall;
import java.io.Serial;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Searches made to hurt, at every operation that reads a pattern: the operations are asked which
 * parameters they read, so that none is forgotten.
 */
class PatternsTest {
  /** Whether it answers at all, not how fast: a search that backtracks takes longer than a life. */
  private static final Duration LIVES = Duration.ofSeconds(60);

  private static final String LONG = "a".repeat(200);
  private final ApiWorld world = new ApiWorld();

  PatternsTest() {
    var dag = SampleDags.small(LONG);
    world.publish(dag);
    var run = world.run(dag, LONG, "queued#1");
    world.publishBroken(LONG + ".yaml", "not YAML");
    var bearer = world.running(dag, run, dag.tasks().getFirst().taskId().value(), 1);
    world.as(
        bearer,
        "POST",
        "/execution/xcoms/%s/%s/%s/%s"
            .formatted(LONG, LONG, bearer.key().taskInstance().taskId(), LONG),
        "1");
    world.as(bearer, "PUT", "/execution/variables/" + LONG, "{\"val\":\"1\"}");
  }

  @Test
  void manyOperationsReadPatterns() {
    var patterns = new TreeSet<String>();
    world.api().operations().forEach(operation -> patterns.addAll(patternsOf(operation)));
    assertThat(patterns)
        .contains("dag_id_pattern", "run_id_pattern", "variable_key_pattern", "xcom_key_pattern")
        .hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a%", "_%", "%_", "a|", "%a%_"})
  void noPatternKeepsAnOperationBusy(String part) {
    var pattern = part.repeat(999 / part.length()) + "X";
    for (var operation : world.api().operations()) {
      for (var name : patternsOf(operation)) {
        var answer =
            assertTimeoutPreemptively(
                LIVES, () -> call(operation, Map.of(name, List.of(pattern))), operation);
        assertThat(answer.status()).as("%s?%s", operation, name).isEqualTo(200);
      }
    }
  }

  @Test
  void aPatternIsBounded() {
    for (var operation : world.api().operations()) {
      for (var name : patternsOf(operation)) {
        var answer = call(operation, Map.of(name, List.of("%".repeat(1_001))));
        assertThat(answer.status()).as("%s?%s", operation, name).isEqualTo(422);
        assertThat(answer.body()).contains(name, "at most 1000 characters");
      }
    }
  }

  private Set<String> patternsOf(String operation) {
    var read = new Read();
    if (operation.startsWith("GET ")) {
      call(operation, read);
    }
    read.names.removeIf(name -> !name.endsWith("_pattern"));
    return read.names;
  }

  private HttpAnswer call(String operation, Map<String, List<String>> query) {
    int space = operation.indexOf(' ');
    var path =
        operation
            .substring(space + 1)
            .replaceAll("\\{(dag_id|run_id|dag_run_id)}", LONG)
            .replaceAll("\\{[a-z_]+(:path)?}", "a");
    return world
        .api()
        .handle(new HttpCall(operation.substring(0, space), path, query, Map.of(), ""));
  }

  /** A query without parameters that notes which are asked for. */
  private static final class Read extends HashMap<String, List<String>> {
    @Serial private static final long serialVersionUID = 1L;
    private final TreeSet<String> names = new TreeSet<>();

    @Override
    public @Nullable List<String> get(Object name) {
      names.add(String.valueOf(name));
      return super.get(name);
    }

    @Override
    public List<String> getOrDefault(Object name, List<String> otherwise) {
      names.add(String.valueOf(name));
      return super.getOrDefault(name, otherwise);
    }
  }
}
