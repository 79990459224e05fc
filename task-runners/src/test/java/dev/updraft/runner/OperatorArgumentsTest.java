package dev.updraft.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.dag.NativeArguments;
import dev.updraft.core.dag.NativeOperator;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No argument that Airflow's operators take is dropped without a word. */
class OperatorArgumentsTest {
  /** Of Airflow 2: told apart so that the message can say so. */
  private static final Set<String> OF_AIRFLOW_2 = Set.of("execution_date");

  private final FakeExecutionApi api = new FakeExecutionApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = NativeOperator.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"HTTP", "HTTP_SENSOR", "S3_KEY_SENSOR"})
  void everyArgumentOfTheProvidersClassIsAccountedFor(NativeOperator operator) throws IOException {
    var arguments = NativeArguments.of(operator);
    var ours = new TreeSet<>(arguments.honoured());
    ours.addAll(arguments.withoutEffect());
    ours.addAll(arguments.unsupported());
    ours.removeAll(OF_AIRFLOW_2);
    assertThat(ours).containsExactlyElementsOf(ofAirflow(operator));
  }

  @ParameterizedTest
  @EnumSource(NativeOperator.class)
  void noArgumentIsAccountedForTwice(NativeOperator operator) {
    var arguments = NativeArguments.of(operator);
    var all = new ArrayList<String>(arguments.honoured());
    all.addAll(arguments.withoutEffect());
    all.addAll(arguments.unsupported());
    assertThat(new HashSet<>(all)).hasSameSizeAs(all);
  }

  @Test
  void anArgumentThatWouldChangeTheResultIsRefused() {
    Attempts.standard(
            "operators.bash.BashOperator",
            Map.of("bash_command", "echo never", "output_processor", "m.f"))
        .run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("failed");
    assertThat(api.log())
        .contains("argument 'output_processor' is not supported natively")
        .doesNotContain("never");
  }

  @Test
  void anOptionOfRequestsThatHasNoMeaningHereIsRefused() {
    Attempts.of(
            "airflow.providers.http.operators.http.HttpOperator",
            Map.of("endpoint", "http://127.0.0.1:9/", "extra_options", Map.of("cert", "x.pem")))
        .run(api);
    assertThat(api.log())
        .anyMatch(line -> line.startsWith("extra_options 'cert' is not supported"));
  }

  @Test
  void variablesGiveArgumentsBeforeTheyAreRendered() {
    api.variables.put("greeting", "echo '{{ ds }} from a variable'");
    var pairs =
        List.of(
            Map.of("variable", "greeting", "attribute", "bash_command"),
            Map.of("variable", "absent", "attribute", "cwd"));
    Attempts.standard(
            "operators.bash.BashOperator",
            Map.of("bash_command", "false", "variables_as_arguments", pairs))
        .run(api);
    assertThat(api.log()).contains("2026-03-04 from a variable");
    Attempts.standard(
            "operators.bash.BashOperator",
            Map.of("bash_command", "true", "variables_as_arguments", List.of("x")))
        .run(api);
    assertThat(api.report().path("state").asText()).isEqualTo("failed");
    assertThat(api.log())
        .contains(
            "variables_as_arguments of task 'work' holds 'x', expected a list of"
                + " {variable: name, attribute: argument}");
  }

  private static List<String> ofAirflow(NativeOperator operator) throws IOException {
    var in =
        Objects.requireNonNull(
            OperatorArgumentsTest.class.getResourceAsStream("operator-arguments.json"));
    var names = new ArrayList<String>();
    for (JsonNode name : Json.MAPPER.readTree(in).path(operator.name())) {
      names.add(name.asText());
    }
    return names;
  }
}
