package dev.updraft.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.NativeOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operator that runs natively, on the real program and by its real API. Those that wait look
 * three times at least before what they wait for comes.
 */
@ExtendWith(OneUpdraft.class)
class OperatorsJourney {
  private static final Duration LONG = Duration.ofMinutes(2).plus(Aws.LONGER);
  private static final int LOOKS_MIN = 3;

  private final UpdraftProcess updraft;
  private final Instant now = Instant.now();
  private Awaited awaited;

  OperatorsJourney(UpdraftProcess updraft) {
    this.updraft = updraft;
  }

  @BeforeEach
  void listen(@TempDir Path folder) throws IOException {
    awaited = new Awaited(updraft, folder, now);
  }

  @AfterEach
  void hangUp() {
    awaited.close();
  }

  @Test
  void everyOperatorRunsToItsEndHoweverOftenItLooks() throws IOException {
    updraft.write("operators_journey.py", OperatorScenes.PYTHON);
    var plays = Arrays.stream(NativeOperator.values()).map(this::start).toList();
    for (var play : plays) {
      if (!play.scene().look().isEmpty()) {
        Eventually.see(play + " has looked", LONG, play::looks, looks -> looks >= LOOKS_MIN);
      }
    }
    awaited.come();
    for (var play : plays) {
      assertThat(play.dag().end(play.run(), LONG)).as(play::log).isEqualTo("success");
      assertThat(play.dag().states(play.run())).as(play.id()).isEqualTo(play.scene().ends());
      assertThat(play.dag().tries(play.run(), "it")).as(play.id()).hasSizeLessThanOrEqualTo(1);
    }
    assertThat(awaited.childRuns()).as("runs that were triggered").containsExactly("success");
  }

  @Test
  void whatATaskHasPushedSurvivesItsReschedulesButNotItsRetry(@TempDir Path folder)
      throws IOException {
    updraft.write("pushing_journey.py", OperatorScenes.PUSHING);
    updraft.write("pushing.yml", OperatorScenes.pushing(folder));
    var dag = new Journeying(updraft.api(), "pushing").known();
    var run = dag.trigger();
    assertThat(dag.end(run, LONG)).as(dag.log(run, "it", 2)).isEqualTo("success");
    assertThat(dag.tries(run, "it")).containsExactly("failed", "success");
    assertThat(Files.readAllLines(folder.resolve("seen")))
        .containsExactly("None", "1", "2", "None", "1", "2");
  }

  @Test
  void aTaskThatHasPushedMoreThanAThousandValuesIsRetried(@TempDir Path folder) throws IOException {
    updraft.write("many_journey.py", OperatorScenes.MANY);
    updraft.write("many.yml", OperatorScenes.many(folder));
    var dag = new Journeying(updraft.api(), "many").known();
    var run = dag.trigger();
    assertThat(dag.end(run, LONG)).as(dag.log(run, "it", 2)).isEqualTo("success");
    assertThat(dag.tries(run, "it")).containsExactly("failed", "success");
    assertThat(Files.readAllLines(folder.resolve("seen"))).containsExactly("None", "None");
  }

  private Play start(NativeOperator operator) {
    var scene = OperatorScenes.of(operator, awaited);
    var id = "op_" + operator.name().toLowerCase(Locale.ROOT);
    updraft.write(id + ".yml", id + ":\n" + scene.yaml().indent(2));
    var dag = new Journeying(updraft.api(), id).known();
    return new Play(id, scene, dag, dag.trigger(now));
  }

  /** A scene that is being played. */
  private record Play(String id, OperatorScenes.Scene scene, Journeying dag, String run) {
    long looks() {
      return log().split(Pattern.quote(scene.look()), -1).length - 1L;
    }

    String log() {
      return dag.log(run, "it", 1);
    }
  }
}
