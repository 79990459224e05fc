package dev.updraft.runner.operator;

import java.util.Map;
import java.util.TreeMap;

/** The environment variables by which a process knows what it runs for, as Airflow names them. */
public final class ContextVariables {
  private ContextVariables() {}

  /** Those of an execution. */
  public static Map<String, String> of(Execution execution) {
    var key = execution.message().key();
    var dagRun = execution.run().dagRun();
    var variables = new TreeMap<String, String>();
    variables.put("UPDRAFT_DAGS_FOLDER", execution.settings().dagFolder().toString());
    variables.put("AIRFLOW_CTX_DAG_OWNER", execution.task().owner());
    variables.put("AIRFLOW_CTX_DAG_ID", key.run().dagId().value());
    variables.put("AIRFLOW_CTX_TASK_ID", key.taskInstance().taskId().value());
    variables.put("AIRFLOW_CTX_TRY_NUMBER", Integer.toString(key.tryNumber()));
    variables.put("AIRFLOW_CTX_DAG_RUN_ID", key.run().runId().value());
    var logicalDate = dagRun.time("logical_date");
    if (logicalDate != null) {
      variables.put("AIRFLOW_CTX_LOGICAL_DATE", logicalDate.toString().replace("Z", "+00:00"));
    }
    return variables;
  }
}
