package dev.updraft.core.port.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.port.TooLargeException;
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
  void aVariableThatIsTooLargeIsRefusedAndTheOneBeforeStays() {
    variables.put(new Variable("country", "x".repeat(400_000), null));
    var stored = variables.get("country");
    assertThatThrownBy(() -> variables.put(new Variable("country", "x".repeat(410_000), null)))
        .isInstanceOf(TooLargeException.class)
        .hasMessageStartingWith("the row of variable country is too large: 410,")
        .hasMessageContaining("bytes, at most 409,600");
    assertThat(variables.get("country")).isEqualTo(stored);
    assertThatThrownBy(() -> variables.put(new Variable("é".repeat(513), "", null)))
        .isInstanceOf(TooLargeException.class)
        .hasMessageStartingWith("the name of a variable is too large: 1,026 bytes");
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
