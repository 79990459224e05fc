package dev.updraft.sync.status;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Tells a person what runs where. */
final class StatusText {
  /** The outputs by what they are called here, in the order they are shown. */
  private static final List<Map.Entry<String, String>> WHERE =
      List.of(
          Map.entry("UiUrl", "UI"),
          Map.entry("ApiUrl", "API"),
          Map.entry("SignInUrl", "sign-in"),
          Map.entry("DashboardUrl", "dashboard"),
          Map.entry("DagBucket", "DAG files"),
          Map.entry("DataBucket", "logs, XComs"),
          Map.entry("WorkerCluster", "worker cluster"));

  private StatusText() {}

  static void print(StatusReport report, PrintWriter out) {
    out.printf(
        "%s: %s%s%s%n",
        report.stack(),
        report.status(),
        report.outputs().containsKey("Version")
            ? ", version " + report.outputs().get("Version")
            : "",
        report.deployedAt() == null ? "" : ", deployed " + report.deployedAt());
    WHERE.forEach(one -> {
      var value = report.outputs().get(one.getKey());
      if (value != null) {
        out.printf("  %-15s %s%n", one.getValue(), value);
      }
    });
    if (!report.queues().isEmpty()) {
      out.printf("%n  %-30s %8s %9s %8s%n", "queue", "waiting", "in flight", "delayed");
      report
          .queues()
          .forEach(one ->
              out.printf(
                  "  %-30s %8d %9d %8d%n",
                  one.name(), one.waiting(), one.inFlight(), one.delayed()));
    }
    if (!report.workers().isEmpty()) {
      out.printf("%n  %-30s %8s %9s %8s%n", "workers of", "running", "starting", "wanted");
      report
          .workers()
          .forEach(one ->
              out.printf(
                  "  %-30s %8d %9d %8d%n",
                  one.queue(), one.running(), one.pending(), one.desired()));
    }
    if (!report.health().isEmpty()) {
      out.println();
      report.health().forEach((component, status) -> out.printf("  %-15s %s%n", component, status));
    }
    if (!report.isWell()) {
      out.println();
      report.problems().forEach(problem -> out.println("problem: " + problem));
    }
    out.flush();
  }
}
