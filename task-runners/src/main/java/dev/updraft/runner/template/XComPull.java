package dev.updraft.runner.template;

import dev.updraft.core.id.AttemptKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Airflow's {@code ti.xcom_pull}, for the XComs of the attempt's own run. */
final class XComPull {
  private static final int UNMAPPED = -1;

  private XComPull() {}

  static @Nullable Object of(Call call, AttemptKey own, Variables.Source source) {
    same(call.get(1, "dag_id"), "dag_id", own.taskInstance().run().dagId().value());
    same(call.named().get("run_id"), "run_id", own.taskInstance().run().runId().value());
    if (Boolean.TRUE.equals(call.get(3, "include_prior_dates"))) {
      throw new TemplateException("xcom_pull() with include_prior_dates is not supported natively");
    }
    var given = call.get(0, "task_ids");
    boolean one = given == null || given instanceof CharSequence;
    var tasks =
        given == null
            ? List.of(own.taskInstance().taskId().value())
            : one ? List.of(given.toString()) : Filters.items(given);
    var key = call.text(2, "key", "return_value");
    return call.named().containsKey("map_indexes")
        ? indexed(call, tasks, one, key, source)
        : all(tasks, one, key, source);
  }

  private static void same(@Nullable Object given, String name, String own) {
    if (given != null && !Objects.equals(given.toString(), own)) {
      throw new TemplateException(
          "xcom_pull() of another run is not supported natively: %s='%s'".formatted(name, given));
    }
  }

  /** All map indexes in a row; a default is for {@code map_indexes} only, as in Airflow. */
  private static @Nullable Object all(
      List<?> tasks, boolean one, String key, Variables.Source source) {
    var values = new ArrayList<@Nullable Object>();
    for (var task : tasks) {
      var found = source.pullAll(PythonText.str(task), key);
      if (found.isEmpty()) {
        values.add(null);
      } else {
        values.addAll(found);
      }
    }
    return one && values.size() == 1 ? values.getFirst() : values;
  }

  private static @Nullable Object indexed(
      Call call, List<?> tasks, boolean one, String key, Variables.Source source) {
    var given = call.named().get("map_indexes");
    boolean oneIndex = !(given instanceof List<?>);
    var indexes = given instanceof List<?> list ? list : java.util.Collections.singletonList(given);
    var values = new ArrayList<@Nullable Object>();
    for (var task : tasks) {
      for (var index : indexes) {
        int at = index == null ? UNMAPPED : Arithmetic.number(index).intValue();
        var value = source.pull(PythonText.str(task), key, at);
        values.add(value == null ? call.named().get("default") : value);
      }
    }
    return one && oneIndex ? values.getFirst() : values;
  }
}
