package dev.updraft.runner.operator;

/** Airflow's {@code LatestOnlyOperator}. */
final class LatestOnlyTask implements NativeTask {
  @Override
  public Result execute(Execution execution) {
    var brief = execution.run().brief();
    boolean manual = execution.run().dagRun().text("run_type").equals("manual");
    if (manual || !Boolean.FALSE.equals(brief.latest())) {
      execution.log().info("Latest, allowing execution to proceed.");
      return Result.NOTHING;
    }
    execution.log().info("Not latest execution, skipping downstream.");
    new Branching(execution).follow(null);
    return Result.NOTHING;
  }
}
