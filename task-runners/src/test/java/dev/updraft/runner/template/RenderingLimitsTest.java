package dev.updraft.runner.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that would take for ever, or all memory, and those that only look like it. */
@Timeout(120)
class RenderingLimitsTest {
  private static final String DOUBLINGS =
      "{%% set a = %s %%}{%% for i in range(60) %%}{%% set b = 1 %%}"
          + "{%% endfor %%}"
          + "{%% set a = %s %%}".repeat(40)
          + "{{ %s }}";

  private static Object rendered(String template, Meter meter) {
    return String.valueOf(new Templates(Map.of(), List.of(), false, meter).renderPlain(template));
  }

  /** With limits that are reached sooner than the usual ones. */
  private static Object rendered(String template) {
    return rendered(template, new Meter(500_000, 8_000_000, Duration.ofSeconds(10)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
        "{% for i in range(99999) %}{% for j in range(99999) %}{% set x = i * j %}{% endfor %}{% endfor %}",
        "{% for i in range(99999) %}{% for j in range(99999) %}{{ nosuch }}{% endfor %}{% endfor %}",
        "{% for i in range(99999) %}{% for j in range(99999) %}{% if nosuch %}x{% endif %}{% endfor %}{% endfor %}",
        "{% for i in range(99999) if range(99999)|sum > 9 %}{% endfor %}",
        "{% set l = [] %}{% for i in range(99999) %}{% set _ = l.append('x' * 1000000) %}{% endfor %}",
        "{% set l = [] %}{% for i in range(99999) %}{% set _ = l.extend(range(99999)) %}{% endfor %}",
        "{% for i in range(10000) %}{{ 'x' * 1000000 }}{% endfor %}",
        "{{ range(100000) | map('string') | join('x' * 1000000) }}",
        "{{ ('x' * 1000000).join(range(1000) | map('string')) }}",
        "{{ ('x' * 1000000) | replace('x', 'y' * 1000000) }}",
        "{{ ('x' * 1000000).replace('', 'y' * 1000000) }}",
        "{{ ('a' * 1000000) in ('a' * 999999 ~ 'b') * 1 }}{% for i in range(9999) %}"
            + "{{ ('a' * 999 ~ 'b') in ('a' * 1000000) }}{% endfor %}",
        "{{ 'x' * 1000000000 }}",
        "{{ 'x' * 9223372036854775807 }}",
        "{{ [1] * 9223372036854775807 }}",
        "{{ range(1000000000) }}",
        "{{ 9 ** 999999999 }}",
        "{{ 'a'.ljust(1000000000) }}",
        "{{ 'a'.rjust(1000000000) }}",
        "{{ 'a'.center(1000000000) }}",
        "{{ 'a'.zfill(1000000000) }}",
        "{{ 'a'.ljust(1000000, 'y' * 1000000) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%99999999999999999999d' % 1 }}",
        "{{ '%.1000000000f' % 1.5 }}",
        "{{ '%-1000000000s' % 'x' }}",
        "{{ '%1000000000d' | format(1) }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ '{:99999999999999999999}'.format(1) }}",
        "{{ '{:.1000000000f}'.format(1.5) }}",
        "{{ '{99999999999999999999}'.format(1) }}",
        "{{ [1] | batch(1000000000, 'x') }}",
        "{{ [1] | slice(2000000000) }}",
        "{{ range(100000) | sort | unique }}",
        "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
        "{% macro m() %}{% for i in range(99999) %}{{ i }}{% endfor %}{% endmacro %}"
            + "{% for i in range(99999) %}{% set x = m() %}{% endfor %}",
      })
  void aTemplateThatHasNoEndIsEnded(String template) {
    assertThatThrownBy(() -> rendered(template)).isInstanceOf(TemplateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a | tojson", "a == a", "a | string | length", "a | pprint"})
  void aListOfItselfTwiceAndSoOnIsNotWrittenOut(String use) {
    var template = DOUBLINGS.formatted(doubled("[1]", "[a, a]", use));
    assertThatThrownBy(() -> rendered(template)).isInstanceOf(TemplateException.class);
  }

  @Test
  void aTextThatDoublesIsEnded() {
    var template = DOUBLINGS.formatted(doubled("'x'", "a ~ a", "a | length"));
    assertThatThrownBy(() -> rendered(template)).hasMessageContaining("characters");
  }

  private static Object[] doubled(String start, String step, String use) {
    var arguments = new Object[42];
    java.util.Arrays.fill(arguments, step);
    arguments[0] = start;
    arguments[41] = use;
    return arguments;
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 1_000_000})
  void blanksAndBracketsTakeNoLonger(int many) {
    for (var template :
        List.of(
            "{% for" + " ".repeat(many) + "%}{% endfor %}",
            "{% for x" + " ".repeat(many) + "on y %}{% endfor %}",
            "{{ " + "(".repeat(many) + "1" + ")".repeat(many) + " }}",
            "{{ " + "-".repeat(many) + "1 }}",
            "{% if 1 %}".repeat(many / 100))) {
      assertThatThrownBy(() -> rendered(template)).isInstanceOf(TemplateException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {100, Long.MAX_VALUE})
  void stepsAndTimeAreBoundedEach(long steps) {
    var template = "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}";
    var meter = new Meter(steps, Meter.TEXT_MAX, Duration.ofMillis(steps == 100 ? 60_000 : 100));
    assertThatThrownBy(() -> rendered(template, meter))
        .hasMessageContaining(steps == 100 ? "100 steps" : "PT0.1S");
  }

  @Test
  void theTemplatesOfOneAttemptShareTheirLimits() {
    var templates =
        new Templates(Map.of(), List.of(), false, new Meter(500, 10_000, Duration.ofSeconds(10)));
    var loop = "{% for i in range(100) %}{% endfor %}";
    assertThatThrownBy(() -> templates.render(List.of(loop, loop, loop, loop, loop)))
        .hasMessageContaining("500 steps");
  }

  @Test
  void whatPeopleWriteIsWithinTheLimits() {
    assertThat(
            usual(
                "{% for i in range(300) %}{% for j in range(300) %}{% if i == j %}{{ i }},"
                    + "{% endif %}{% endfor %}{% endfor %}"))
        .asString()
        .startsWith("0,1,2,")
        .endsWith("299,");
    assertThat(usual("{{ range(3000) | unique | list | length }}")).isEqualTo("3000");
    assertThat(rendered("{{ 'ab'.replace('', '-') }} {{ 'aaa'.replace('a', 'b', 2) }}"))
        .isEqualTo("-a-b- bba");
    assertThat(rendered("{{ '{:>8}|%5.1f'.format('x') % 2.5 }}")).isEqualTo("       x|  2.5");
    assertThat(rendered("{{ 'x' * 1000000 }}")).asString().hasSize(1_000_000);
  }

  private static Object usual(String template) {
    return rendered(template, new Meter());
  }

  @Test
  void anInterruptEndsARendering() throws InterruptedException {
    var thrown = new AtomicReference<Throwable>();
    var thread =
        Thread.ofPlatform()
            .unstarted(() -> {
              try {
                Thread.currentThread().interrupt();
                rendered(
                    "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}");
              } catch (TemplateException e) {
                thrown.set(e);
              }
            });
    thread.start();
    thread.join();
    assertThat(thrown.get()).hasMessageContaining("interrupted");
  }
}
