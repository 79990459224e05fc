package dev.updraft.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.DagGraph;
import dev.updraft.core.dag.NativeOperator;
import dev.updraft.core.dag.TriggerRule;
import dev.updraft.core.fixture.Tables;
import dev.updraft.core.fixture.TestRun;
import dev.updraft.core.flow.Outcome;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a run may end, worked out without its rules: task by task, from what Airflow's own table says
 * of the states before it. A rule may decide before all upstream has ended, so what it says of any
 * part of them is possible, and only that.
 */
final class Oracle {
  private static final Map<String, String> AIRFLOW = new HashMap<>();

  static {
    for (var row : Tables.airflow("trigger_rules")) {
      AIRFLOW.put(row[0] + " " + sorted(row[1]), row[2]);
    }
  }

  private final DagGraph graph;
  private final RandomRunsTest.Outcomes outcomes;

  Oracle(DagGraph graph, RandomRunsTest.Outcomes outcomes) {
    this.graph = graph;
    this.outcomes = outcomes;
  }

  void agreesWith(TestRun run) {
    boolean deadlocked = false;
    boolean failed = false;
    for (int task = 0; task < graph.size(); task++) {
      var state = run.stored().cells().state(task);
      assertThat(possible(run, task)).as("task %s of %s", task, run.stored()).contains(word(state));
      deadlocked |= state == TaskInstanceState.NONE;
      failed |= graph.downstreamCount(task) == 0 && state.isFailure();
    }
    assertThat(run.result())
        .isEqualTo(deadlocked || failed ? DagRunState.FAILED : DagRunState.SUCCESS);
  }

  private Set<String> possible(TestRun run, int task) {
    var words = new TreeSet<String>();
    int upstream = graph.upstreamCount(task);
    var rule = graph.task(task).triggerRule();
    for (int part = 0; part < 1 << upstream; part++) {
      boolean all = part == (1 << upstream) - 1;
      var word = upstream == 0 ? "run" : says(rule, letters(run, task, part));
      if (word.equals("run")) {
        words.add(endOf(task));
      } else if (!word.equals("wait")) {
        words.add(word);
      } else if (all) {
        words.add(word(TaskInstanceState.NONE));
      }
    }
    return words;
  }

  private static String says(TriggerRule rule, String letters) {
    var word = AIRFLOW.get(rule.airflowName() + " " + sorted(letters));
    return Objects.requireNonNull(word, letters);
  }

  private String letters(TestRun run, int task, int part) {
    var letters = new StringBuilder();
    for (int k = 0; k < graph.upstreamCount(task); k++) {
      var state = run.stored().cells().state(graph.upstream(task, k));
      letters.append((part & (1 << k)) == 0 ? 'n' : letter(state));
    }
    return letters.toString();
  }

  private static char letter(TaskInstanceState state) {
    return switch (state) {
      case SUCCESS -> 'S';
      case FAILED -> 'F';
      case SKIPPED -> 'K';
      case UPSTREAM_FAILED -> 'U';
      case REMOVED -> 'X';
      case NONE,
          SCHEDULED,
          QUEUED,
          RUNNING,
          RESTARTING,
          UP_FOR_RETRY,
          UP_FOR_RESCHEDULE,
          DEFERRED ->
          'n';
    };
  }

  private String endOf(int task) {
    var definition = graph.task(task);
    if (NativeOperator.of(definition.operator()).orElseThrow() == NativeOperator.EMPTY) {
      return "success";
    }
    for (int tryNumber = 1; tryNumber <= definition.retry().retries() + 1; tryNumber++) {
      var end = endOf(outcomes.of(definition.taskId().value(), tryNumber));
      if (end != null) {
        return end;
      }
    }
    return "failed";
  }

  private static @Nullable String endOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded _ -> "success";
      case Outcome.Skipped _ -> "skipped";
      case Outcome.Failed(boolean retry) -> retry ? null : "failed";
      case Outcome.Rescheduled _ -> throw new IllegalStateException("no outcome reschedules");
    };
  }

  private static String word(TaskInstanceState state) {
    return String.valueOf(state.airflowName());
  }

  private static String sorted(String letters) {
    var chars = letters.toCharArray();
    Arrays.sort(chars);
    return new String(chars);
  }
}
