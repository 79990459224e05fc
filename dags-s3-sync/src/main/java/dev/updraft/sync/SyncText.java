package dev.updraft.sync;

import dev.updraft.sync.diff.DagChange;
import java.io.PrintWriter;
import java.util.List;

/** Tells a person what a sync found and did. */
final class SyncText {
  /** How many names of a kind are listed before the rest is only counted. */
  private static final int LISTED_MAX = 20;

  private final PrintWriter out;

  SyncText(PrintWriter out) {
    this.out = out;
  }

  /** What was found, before anything is done. */
  void plan(SyncReport report) {
    report.errors().forEach(error -> out.println(error.text()));
    report.warnings().forEach(warning -> out.println("warning: " + warning.text()));
    list(
        "left out",
        report.leftOut().stream().map(one -> one.path() + " (" + one.reason() + ")").toList());
    var would = report.dryRun() ? "would " : "";
    report
        .uploads()
        .forEach(one -> out.printf("%supload  %s (%s)%n", would, one.path(), one.change()));
    report.deletes().forEach(path -> out.printf("%sdelete  %s%n", would, path));
    list("only in the bucket", report.onlyInBucket());
    out.flush();
  }

  /** What came of it. */
  void end(SyncReport report) {
    var dags = report.dags();
    if (dags != null) {
      report.deployedErrors().forEach(line -> out.println("in the bucket: " + line));
      dags.forEach(this::dag);
      if (dags.isEmpty()) {
        out.println("No DAG changes.");
      }
    }
    report
        .conflicts()
        .forEach(path ->
            out.println(path + ": somebody else changed it meanwhile; look at it and sync again"));
    out.println(summary(report));
    out.flush();
  }

  private static String summary(SyncReport report) {
    if (report.refused()) {
      return ("Nothing %s uploaded: %s. Correct what is listed above, or use --skip-invalid for the"
              + " rest.")
          .formatted(report.dryRun() ? "would be" : "was", faults(report));
    }
    if (!report.hasChanges()) {
      return "%s is in step with %s: %s unchanged%s."
          .formatted(
              report.target(), report.folder(), count(report.unchanged(), "file"), rest(report));
    }
    if (report.dryRun()) {
      return "Would upload %s and delete %d; %d unchanged%s."
          .formatted(
              count(report.uploads().size(), "file"),
              report.deletes().size(),
              report.unchanged(),
              rest(report));
    }
    int planned = report.uploads().size() + report.deletes().size();
    return report.conflicts().isEmpty()
        ? "%s uploaded, %d deleted, %d unchanged%s."
            .formatted(
                count(report.uploads().size(), "file"),
                report.deletes().size(),
                report.unchanged(),
                rest(report))
        : "%d of %s made, then stopped.".formatted(report.done(), count(planned, "change"));
  }

  private static String rest(SyncReport report) {
    var kept =
        report.onlyInBucket().isEmpty()
            ? ""
            : "; %d only in the bucket, which --delete removes"
                .formatted(report.onlyInBucket().size());
    return kept + (report.hasFaults() ? "; held back: " + faults(report) : "");
  }

  private static String faults(SyncReport report) {
    long left = report.leftOut().stream().filter(one -> one.kind().isFault()).count();
    var errors = count(report.errors().size(), "error");
    var unfit = count((int) left, "file") + " that cannot be uploaded";
    if (left == 0) {
      return errors;
    }
    return report.errors().isEmpty() ? unfit : errors + ", " + unfit;
  }

  private void dag(DagChange change) {
    switch (change) {
      case DagChange.Added(var id, var file, var tasks, var schedule) ->
          out.printf(
              "DAG %s: new, %s, schedule %s (%s)%n",
              id, count(tasks.size(), "task"), schedule, file);
      case DagChange.Removed(var id, var file) -> out.printf("DAG %s: removed (%s)%n", id, file);
      case DagChange.Changed changed -> changed(changed);
    }
  }

  private void changed(DagChange.Changed change) {
    var from = change.movedFrom();
    out.printf(
        "DAG %s: changed (%s)%n",
        change.dagId(), from == null ? change.file() : from + " → " + change.file());
    var schedule = change.schedule();
    if (schedule != null) {
      out.printf("  schedule: %s → %s%n", schedule.from(), schedule.to());
    }
    change.tasksAdded().forEach(task -> out.printf("  task %s: added%n", task));
    change.tasksRemoved().forEach(task -> out.printf("  task %s: removed%n", task));
    change
        .tasksChanged()
        .forEach(task ->
            out.printf("  task %s: changed: %s%n", task.taskId(), String.join(", ", task.keys())));
    if (!change.otherChanges().isEmpty()) {
      out.printf("  changed: %s%n", String.join(", ", change.otherChanges()));
    }
  }

  private void list(String what, List<String> names) {
    names.stream().limit(LISTED_MAX).forEach(name -> out.println(what + ": " + name));
    if (names.size() > LISTED_MAX) {
      out.printf("%s: and %d more (--json lists all)%n", what, names.size() - LISTED_MAX);
    }
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
