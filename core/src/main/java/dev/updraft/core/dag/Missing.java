package dev.updraft.core.dag;

import dev.updraft.core.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a DAG this program shows but cannot do, one line for each, with the task and its place.
 * Unknown operators and unknown features load: the DAG is shown, and a run of it says why not.
 */
public final class Missing {
  private static final String CALLBACK_PREFIX = "on_";
  private static final String CALLBACK_SUFFIX = "_callback";

  private Missing() {}

  /** Why a run of the DAG cannot do what the file says; empty if it can. */
  public static List<String> in(Dag dag) {
    var reasons = new ArrayList<String>();
    for (var task : dag.tasks()) {
      for (var reason : in(task)) {
        reasons.add(place(task) + ": " + reason);
      }
    }
    return reasons;
  }

  /** Why the DAG's schedule does not start runs; runs by hand are not affected. */
  public static List<String> schedule(Dag dag) {
    var where = place(dag);
    return switch (dag.schedule()) {
      case Schedule.Assets _ ->
          List.of(where + ": updates of assets start no runs here, start them by hand");
      case Schedule.AssetsOrTime both -> {
        var reasons = new ArrayList<String>();
        reasons.add(where + ": updates of assets start no runs here, only the times do");
        if (both.timetable() instanceof Schedule.Foreign foreign) {
          reasons.add(unknown(where, foreign));
        }
        yield reasons;
      }
      case Schedule.Foreign foreign -> List.of(unknown(where, foreign));
      case Schedule.None _,
          Schedule.Once _,
          Schedule.Continuous _,
          Schedule.Cron _,
          Schedule.Delta _,
          Schedule.Events _ ->
          List.of();
    };
  }

  /** What a run of the DAG leaves undone without harm to its tasks. */
  public static List<String> notes(Dag dag) {
    var notes = new ArrayList<String>();
    for (var key : dag.settings().keySet()) {
      if (key.startsWith(CALLBACK_PREFIX) && key.endsWith(CALLBACK_SUFFIX)) {
        notes.add(place(dag) + ": " + key + " is not called here");
      }
    }
    for (var task : dag.tasks()) {
      task.callbacks().keySet().stream()
          .map(key -> place(task) + ": " + key + " is not called here")
          .forEach(notes::add);
    }
    return notes;
  }

  private static List<String> in(Task task) {
    var reasons = new ArrayList<String>();
    var operator = task.operator();
    var known = NativeOperator.of(operator);
    if (known.isEmpty()) {
      var what = operator.decorator() ? "decorator " : "operator ";
      reasons.add(what + operator.classPath() + " has no runner here");
    } else if (!operator.decorator()) {
      NativeArguments.refused(known.get(), operator.arguments())
          .forEach(name ->
              reasons.add(
                  "argument " + name + " of " + operator.className() + " is not supported here"));
    }
    switch (task.mapping()) {
      case Mapping.None _ -> {}
      case Mapping.Expand expand ->
          reasons.add(
              "mapping over " + String.join(", ", expand.expand().keySet()) + " is not done here");
    }
    switch (task.role()) {
      case WORK -> {}
      case SETUP -> reasons.add("setup tasks are not run as such here");
      case TEARDOWN -> reasons.add("teardown tasks are not run as such here");
    }
    if (task.waitForDownstream()) {
      reasons.add("wait_for_downstream is not observed here");
    } else if (task.dependsOnPast()) {
      reasons.add("depends_on_past is not observed here");
    }
    return reasons;
  }

  private static String unknown(String where, Schedule.Foreign foreign) {
    return where + ": timetable " + foreign.classPath() + " is not known here";
  }

  private static String place(Dag dag) {
    return "DAG `" + dag.dagId() + "`" + place(dag.position());
  }

  private static String place(Task task) {
    return "task `" + task.taskId() + "`" + place(task.position());
  }

  private static String place(@Nullable Position position) {
    return position == null ? "" : " (" + position + ")";
  }
}
