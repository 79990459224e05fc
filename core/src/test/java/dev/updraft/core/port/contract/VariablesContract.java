package dev.updraft.core.port.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.port.Variables;
import dev.updraft.core.port.Variables.Variable;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Variables} do. */
public abstract class VariablesContract {
  private Variables variables;

  /** Empty ones. */
  protected abstract Variables open();

  @BeforeEach
  void openVariables() {
    variables = open();
  }

  @Test
  void aVariableIsThereUntilItIsReplacedOrDeleted() {
    assertThat(variables.get("country")).isNull();
    variables.put(new Variable("country", "DE", "where"));
    assertThat(variables.get("country")).isEqualTo(new Variable("country", "DE", "where"));
    variables.put(new Variable("country", "", null));
    assertThat(variables.get("country")).isEqualTo(new Variable("country", "", null));
    variables.delete("country");
    variables.delete("country");
    assertThat(variables.get("country")).isNull();
  }

  @Test
  void variablesArePagedByKey() {
    for (var key : List.of("c", "a", "e", "b", "d")) {
      variables.put(new Variable(key, key, null));
    }
    assertThat(Samples.all(from -> variables.list(from, 2)))
        .extracting(Variable::key)
        .containsExactly("a", "b", "c", "d", "e");
  }
}
