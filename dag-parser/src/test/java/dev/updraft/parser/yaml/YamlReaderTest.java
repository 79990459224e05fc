package dev.updraft.parser.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.Value.Leaf;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
  /** The types and values are those that PyYAML's FullLoader gives. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          yes | Boolean | true
          No | Boolean | false
          ON | Boolean | true
          y | String | y
          tRue | String | tRue
          012 | Long | 10
          0o12 | String | 0o12
          0x1F | Long | 31
          0b101 | Long | 5
          1_000 | Long | 1000
          -1_0 | Long | -10
          1:30 | Long | 90
          1:30:15 | Long | 5415
          190:20:30.15 | Double | 685230.15
          1e5 | String | 1e5
          1.0e+5 | Double | 100000.0
          1.0e5 | String | 1.0e5
          .5 | Double | 0.5
          -.5 | String | -.5
          1. | Double | 1.0
          +1 | Long | 1
          -.INF | Double | -Infinity
          .NaN | Double | NaN
          2024-01-01 | LocalDate | 2024-01-01
          2024-1-1 | String | 2024-1-1
          2024-01-01 05:06:07 | LocalDateTime | 2024-01-01T05:06:07
          2024-01-01T05:06:07Z | OffsetDateTime | 2024-01-01T05:06:07Z
          2024-01-01 5:06:07 -3 | OffsetDateTime | 2024-01-01T05:06:07-03:00
          1.0.0 | String | 1.0.0
          08 | String | 08
          """)
  void plainScalarsHaveTheTypesOfYaml11(String text, String type, String value)
      throws YamlException {
    assertThat(get(text).value())
        .satisfies(read -> {
          assertThat(read.getClass().getSimpleName()).isEqualTo(type);
          assertThat(read).hasToString(value);
        });
  }

  @Test
  void quotedScalarsAreText() throws YamlException {
    assertThat(get("'12'").value()).isEqualTo("12");
    assertThat(get("!!str 12").value()).isEqualTo("12");
    assertThat(get("~").value()).isNull();
  }

  @Test
  void mergedKeysGiveWayToOwnKeys() throws YamlException {
    var root = read("b: &b {x: 1, y: 1}\nc: &c {y: 2, z: 2}\na: {<<: [*b, *c], x: 0}\n");
    assertThat(root.plain()).containsEntry("a", Map.of("x", 0L, "y", 1L, "z", 2L));
  }

  @Test
  void aNumberLongerThanAnyIsText() throws YamlException {
    assertThat(get("1" + ":1".repeat(50_000)).value()).isInstanceOf(String.class);
  }

  @Test
  void twoDocumentsAreRefused() {
    assertThatThrownBy(() -> read("a: 1\n---\nb: 2\n"))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("not YAML");
  }

  @Test
  void conditionsOverTextsAreFoldedAndJoinsJoined() throws YamlException {
    var root =
        read(
            "a: {__or__: [{__and__: [x, y]}, z]}\nb: {__join__: [p, ' ', 1]}\nc: {__type__: builtins.list, items: [1]}\n");
    assertThat(Folding.fold(root).plain())
        .isEqualTo(Map.of("a", "((x & y) | z)", "b", "p 1", "c", List.of(1L)));
  }

  private static Fields read(String text) throws YamlException {
    return (Fields) Objects.requireNonNull(YamlReader.read("f.yml", text).root());
  }

  private static Leaf get(String scalar) throws YamlException {
    return (Leaf) Objects.requireNonNull(read("a: " + scalar).get("a"));
  }
}
