package dev.updraft.api.execution;

import dev.updraft.api.http.Fields;
import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.dag.Task;
import dev.updraft.core.port.RunStore.RunRow;
import java.util.List;

/** The execution API's DagRun and TIRunContext. */
final class RunContextShape {
  private RunContextShape() {}

  static Fields run(RunRow run) {
    var facts = run.facts();
    return new Fields()
        .put("dag_id", run.dagId())
        .put("run_id", run.runId())
        .put("logical_date", facts.logicalDate())
        .put("data_interval_start", facts.dataIntervalStart())
        .put("data_interval_end", facts.dataIntervalEnd())
        .put("run_after", facts.runAfter())
        .put("start_date", run.startedAt())
        .put("end_date", run.endedAt())
        .put("clear_number", 0)
        .put("run_type", facts.type())
        .put("state", run.state())
        .put("conf", run.conf())
        .put("triggering_user_name", run.triggeringUser())
        .put("consumed_asset_events", List.of())
        .nulls("partition_key", "partition_date")
        .put("note", run.note())
        .put("team_name", null);
  }

  static Fields context(
      RunRow run, Task task, Attempt attempt, List<String> xcomKeys, ApiVersion version) {
    int retries = task.retry().retries();
    return version.context(
        new Fields()
            .put("dag_run", version.run(run(run)))
            .put("task_reschedule_count", attempt.reschedules())
            .put("max_tries", retries)
            .put("variables", List.of())
            .put("connections", List.of())
            .put("xcom_keys_to_clear", xcomKeys)
            .put("should_retry", retries != 0 && attempt.key().tryNumber() <= retries));
  }
}
