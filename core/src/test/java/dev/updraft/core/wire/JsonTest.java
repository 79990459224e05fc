package dev.updraft.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.dag.Mapping;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.Event;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.flow.PlanEvent;
import dev.updraft.core.schedule.AssetCondition;
import dev.updraft.core.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {
  static List<Class<?>> families() {
    return List.of(
        Event.class,
        Decision.class,
        Outcome.class,
        Schedule.class,
        Schedule.Intervals.class,
        Schedule.RunImmediately.class,
        AssetCondition.class,
        Mapping.class);
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyKindOfAFamilyHasASampleAndIsReadBack(Class<?> family) {
    var samples = WireSamples.all().stream().filter(family::isInstance).toList();
    assertThat(samples.stream().<Class<?>>map(Object::getClass).distinct())
        .as("kinds with a sample")
        .containsExactlyInAnyOrderElementsOf(kinds(family));
    assertThat(samples)
        .allSatisfy(sample -> {
          var json = Json.write(sample);
          assertThat(Json.read(json, family)).as(json).isEqualTo(sample);
          assertThat(Json.MAPPER.readTree(json).path("type").asText())
              .isEqualTo(sample.getClass().getSimpleName());
        });
  }

  @Test
  void noTwoKindsOfAFamilyHaveTheSameName() {
    assertThat(families())
        .allSatisfy(family ->
            assertThat(kinds(family).stream().map(Class::getSimpleName)).doesNotHaveDuplicates());
  }

  @Test
  void anEventIsWrittenPlainly() {
    assertThat(Json.write(new PlanEvent.PausedSet(true)))
        .isEqualTo("{\"type\":\"PausedSet\",\"paused\":true}");
  }

  @Test
  void aFieldOfALaterReleaseIsPassedOver() {
    assertThat(Json.read("{\"type\":\"PausedSet\",\"paused\":true,\"by\":\"me\"}", Event.class))
        .isEqualTo(new PlanEvent.PausedSet(true));
  }

  @Test
  void whatIsNoEventIsRefusedAndSaysWhy() {
    for (var text : List.of("", "{", "[]", "{\"type\":\"Nonsense\"}", "{\"paused\":true}", "7")) {
      assertThatThrownBy(() -> Json.read(text, Event.class))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static List<Class<?>> kinds(Class<?> family) {
    var kinds = new ArrayList<Class<?>>();
    for (var permitted : family.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        kinds.addAll(kinds(permitted));
      } else {
        kinds.add(permitted);
      }
    }
    return kinds;
  }
}
