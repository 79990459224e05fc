package dev.updraft.api.execution;

import dev.updraft.api.http.AirflowTime;
import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Call;
import dev.updraft.api.view.Dags;
import dev.updraft.api.view.Runs;
import dev.updraft.core.port.RunStore.RunRow;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The runs a query chooses by {@code dag_id}, {@code run_ids} and {@code logical_dates}. */
final class RunChoice {
  /** How many of the latest runs are looked at when none are named. */
  private static final int RUNS_MAX = 25;

  private RunChoice() {}

  static List<RunRow> of(Call call, Runs runs) {
    var dagId = TaskDagRunsApi.required(call, "dag_id");
    var dates = dates(call);
    var named = call.queries("run_ids");
    if (!named.isEmpty()) {
      return named.stream()
          .distinct()
          .flatMap(runId -> runs.find(dagId, runId).stream())
          .filter(run -> dates.isEmpty() || isAmong(run, dates))
          .toList();
    }
    var id = Dags.id(dagId);
    if (id.isEmpty()) {
      return List.of();
    }
    return dates.isEmpty()
        ? runs.ofDag(id.get(), RUNS_MAX)
        : runs.ofDag(id.get()).stream().filter(run -> isAmong(run, dates)).toList();
  }

  static Set<Instant> dates(Call call) {
    var dates = new HashSet<Instant>();
    for (var text : call.queries("logical_dates")) {
      dates.add(
          AirflowTime.parse(text)
              .orElseThrow(() ->
                  ApiProblem.invalid(
                      "datetime_from_date_parsing",
                      List.of("query", "logical_dates"),
                      "Input should be a valid datetime or date",
                      text)));
    }
    return dates;
  }

  private static boolean isAmong(RunRow run, Set<Instant> dates) {
    var date = run.facts().logicalDate();
    return date != null && dates.contains(date);
  }
}
