package dev.updraft.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.updraft.core.port.Bytes;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are wrong as a whole, or made to hurt. */
class HostileFilesTest {
  private static final Duration QUICK = Duration.ofSeconds(20);

  /** Whether it ends at all: what backtracks over megabytes takes hours. */
  private static final Duration LIVES = Duration.ofSeconds(60);

  @Test
  void aFileThatIsNotYamlSaysWhere() {
    assertThat(Reading.errors("a:\n  b: [1\nc: 2\n"))
        .singleElement()
        .asString()
        .startsWith("etl.yml:3:")
        .contains("not YAML");
  }

  @Test
  void aFileThatIsNotUtf8NamesTheByte() {
    var bytes = Bytes.of((byte) 'a', (byte) ':', (byte) '\n', (byte) 0xFF);
    var parsed = DagFileParser.parse(ParseRequest.of("etl.yml", bytes, Reading.NOW));
    assertThat(parsed.errors())
        .extracting(FileError::line)
        .containsExactly("etl.yml:2:1: not UTF-8: the byte 4, 0xFF, belongs to no character");
  }

  @Test
  void aFileOverTheLimitIsNotRead() {
    var bytes = new byte[DagFileParser.SIZE_MAX_BYTES + 1];
    Arrays.fill(bytes, (byte) '#');
    var parsed = DagFileParser.parse(ParseRequest.of("etl.yml", Bytes.of(bytes), Reading.NOW));
    assertThat(parsed.errors())
        .singleElement()
        .extracting(FileError::message)
        .isEqualTo("the file has 5242881 bytes, at most 5242880 are read");
  }

  @Test
  void aFileJustUnderTheLimitIsReadInTime() {
    var text = new StringBuilder("big:\n  tasks:\n");
    for (int i = 0; text.length() < 5_000_000; i++) {
      text.append("    t").append(i).append(": {operator: a.b.C, note: \"");
      text.append("x".repeat(300)).append("\"}\n");
    }
    var parsed = assertTimeoutPreemptively(QUICK, () -> Reading.file(text.toString()));
    assertThat(parsed.errors()).isEmpty();
    assertThat(parsed.dags().getFirst().tasks()).hasSizeGreaterThan(14_000);
  }

  @Test
  void tooManyTasksAreAnErrorAndNotALoad() {
    var text = new StringBuilder("big:\n  tasks:\n");
    for (int i = 0; i <= 20_000; i++) {
      text.append("    t").append(i).append(": {operator: a.b.C}\n");
    }
    assertThat(Reading.errors(text.toString()))
        .singleElement()
        .asString()
        .contains("has 20001 entries, at most 20000 are allowed");
  }

  @Test
  void tenThousandTasksInOneDagLoad() {
    var text = ParseBenchmark.file(1, 10_000);
    var parsed = assertTimeoutPreemptively(QUICK, () -> Reading.file(text));
    assertThat(parsed.dags().getFirst().tasks()).hasSize(10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "big: {tasks: {t: {operator: 'a%s'}}}|.a",
        "big: {tasks: {t: {operator: a.b.C, note: \"%s\"}}}|${",
        "big: {tasks: {t: {operator: a.b.C, expand: {note: \"%s\"}}}}|x.output['",
        "big: {tasks: {t: {operator: a.b.C, expand: {note: \"XcomArg(%sx\"}}}}|)",
        "big: {tasks: {t: {decorator: a.b.C, note: \"+%s[\"}}}|a",
        "big: {schedule: \"%s\"}| h",
        "big: {schedule: \"%s\"}|l",
        "big: {schedule: \"1%sx\"}| ",
        "big: {default_args: {retry_delay: \"%s\"}}|1",
      })
  void noTextKeepsTheReadingBusyOrEndsItsThread(String shape) {
    int bar = shape.indexOf('|');
    var part = shape.substring(bar + 1);
    var text = shape.substring(0, bar).formatted(part.repeat(4_000_000 / part.length()));
    assertThat(assertTimeoutPreemptively(LIVES, () -> Reading.file(text))).isNotNull();
  }

  @Test
  void aliasesThatMultiplyAreStopped() {
    var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      text.append("a%d: &a%d [".formatted(i, i)).append("*a%d, ".formatted(i - 1).repeat(9));
      text.append("*a%d]\n".formatted(i - 1));
    }
    assertThat(assertTimeoutPreemptively(QUICK, () -> Reading.errors(text.toString())))
        .singleElement()
        .asString()
        .contains("too large: with its aliases written out");
  }

  @Test
  void anAliasOfItselfIsStopped() {
    assertThat(Reading.errors("a: &a [*a]\n")).singleElement().asString().contains("itself");
  }

  @Test
  void deepNestingIsStopped() {
    assertThat(Reading.errors("a: " + "[".repeat(50_000)))
        .singleElement()
        .asString()
        .contains("etl.yml:");
  }

  @Test
  void groupsThatMultiplyIntoTooManyEdgesAreStopped() {
    var text =
        new StringBuilder("big:\n  task_groups: {a: {}, b: {dependencies: [a]}}\n  tasks:\n");
    for (int i = 0; i < 2_400; i++) {
      text.append(
          "    t%d: {operator: a.b.C, task_group_name: %s}\n".formatted(i, i % 2 == 0 ? "a" : "b"));
    }
    assertThat(assertTimeoutPreemptively(QUICK, () -> Reading.errors(text.toString())))
        .singleElement()
        .asString()
        .contains("more than 1000000 dependencies");
  }

  @Test
  void aTagThatWouldRunCodeIsRefused() {
    assertThat(Reading.errors("a: !!python/object/apply:os.system ['true']\n"))
        .allMatch(line -> line.startsWith("etl.yml:1:"))
        .isNotEmpty();
  }

  @Test
  void anEmptyFileHasNoDagsAndNoError() {
    assertThat(Reading.file("").errors()).isEmpty();
    assertThat(Reading.file("# nothing\n").dags()).isEmpty();
  }

  @Test
  void aListOfDagsIsAnError() {
    assertThat(Reading.errors("- a\n- b\n"))
        .containsExactly("etl.yml:1:1: expected DAGs by name, this is a list");
  }
}
