package dev.updraft.standalone.bench;

import dev.updraft.core.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark found about one workload.
 *
 * @param title what ran
 * @param lines what was measured
 * @param details requests by queue and action and write units by table, per task
 */
public record Result(String title, List<Line> lines, Map<String, Double> details) {
  static Result of(Measured measured) {
    var workload = measured.workload();
    var details = new LinkedHashMap<String, Double>();
    var count = measured.count();
    count.tables().forEach((name, n) -> details.put(name + " write units", measured.perTask(n)));
    count.queues().forEach((name, n) -> details.put(name, measured.perTask(n)));
    details.values().removeIf(used -> used == 0);
    return new Result(
        "%d tasks, %s, %s"
            .formatted(
                workload.tasks(),
                Workload.word(workload.shape()).replace('_', '-'),
                Workload.word(workload.operator())),
        Line.of(measured, Prices.list()),
        details);
  }

  /** A table for people. */
  public String table() {
    var text = new StringBuilder(title).append('\n');
    text.append("  %-42s %12s %10s%n".formatted("", "measured", "budget"));
    for (var line : lines) {
      text.append(
          "  %-42s %12.3f %10s  %s%n"
              .formatted(line.what(), line.value(), line.budgetText(), line.verdict()));
    }
    text.append("  where it goes, a task:\n");
    details.forEach((name, used) -> text.append("    %-40s %12.3f%n".formatted(name, used)));
    return text.toString();
  }

  /** The same results as JSON, for programs. */
  public static String json(List<Result> results) {
    var all = new ArrayList<Map<String, @Nullable Object>>();
    for (var result : results) {
      var lines = new ArrayList<Map<String, @Nullable Object>>();
      for (var line : result.lines) {
        var shape = new LinkedHashMap<String, @Nullable Object>();
        shape.put("what", line.what().strip());
        shape.put("measured", line.value());
        shape.put("budget", line.budget());
        shape.put("verdict", line.verdict());
        lines.add(shape);
      }
      var shape = new LinkedHashMap<String, @Nullable Object>();
      shape.put("run", result.title);
      shape.put("lines", lines);
      shape.put("per_task", result.details);
      all.add(shape);
    }
    return Json.write(all);
  }
}
