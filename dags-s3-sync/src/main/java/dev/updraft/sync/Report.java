package dev.updraft.sync;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Edge;
import dev.updraft.core.dag.Mapping;
import dev.updraft.core.dag.Missing;
import dev.updraft.core.dag.Position;
import dev.updraft.core.schedule.Schedule;
import dev.updraft.core.schedule.ScheduleText;
import dev.updraft.core.wire.Json;
import dev.updraft.parser.FileError;
import dev.updraft.parser.ParsedFile;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What reading one file gave, to print. The JSON's keys are those of Airflow's API where it has
 * them.
 *
 * @param file the file as it was asked for
 * @param dags the DAGs that load
 * @param errors why others do not
 * @param warnings what loads but is probably not what was meant
 */
record Report(String file, List<DagReport> dags, List<Line> errors, List<Line> warnings) {

  /** The reports of all files. */
  record All(List<Report> files, @JsonProperty("error_count") int errorCount) {}

  /**
   * One DAG.
   *
   * @param schedule null if it has none, the expression if it is cron, else its definition
   * @param timetableSummary the schedule in short
   * @param mapped the tasks that are mapped
   * @param edges the declared dependencies, groups marked with {@code (group)}
   * @param missing what of it cannot run here
   */
  record DagReport(
      @JsonProperty("dag_id") String dagId,
      List<String> tasks,
      List<String> groups,
      List<List<String>> edges,
      List<String> mapped,
      @Nullable Object schedule,
      @JsonProperty("timetable_summary") String timetableSummary,
      List<String> operators,
      List<String> missing) {}

  /** One error or warning with its place. */
  record Line(
      String file,
      int line,
      int column,
      @JsonProperty("dag_id") @Nullable String dagId,
      @Nullable String key,
      String message,
      @JsonIgnore String text) {}

  static All all(List<Report> reports) {
    return new All(reports, reports.stream().mapToInt(report -> report.errors().size()).sum());
  }

  /**
   * The report of a file.
   *
   * @param shown the file as it was asked for, which stands for its path below the DAG folder
   */
  static Report of(String shown, String path, ParsedFile parsed) {
    return new Report(
        shown,
        parsed.dags().stream().map(Report::dag).toList(),
        parsed.errors().stream().map(error -> line(shown, path, error)).toList(),
        parsed.warnings().stream().map(error -> line(shown, path, error)).toList());
  }

  int tasks() {
    return dags.stream().mapToInt(dag -> dag.tasks().size()).sum();
  }

  private static Line line(String shown, String path, FileError error) {
    var at = error.at();
    var file = at.file().equals(path) ? shown : at.file();
    var there =
        new FileError(
            new Position(file, at.line(), at.column()),
            error.dagId(),
            error.key(),
            error.message());
    return new Line(
        file, at.line(), at.column(), error.dagId(), error.key(), error.message(), there.line());
  }

  private static DagReport dag(Dag dag) {
    return new DagReport(
        dag.dagId().value(),
        dag.tasks().stream().map(task -> task.taskId().value()).sorted().toList(),
        dag.groups().stream().map(group -> group.groupId().value()).sorted().toList(),
        dag.edges().stream().map(Report::edge).toList(),
        dag.tasks().stream()
            .filter(task -> task.mapping() instanceof Mapping.Expand)
            .map(task -> task.taskId().value())
            .sorted()
            .toList(),
        schedule(dag.schedule()),
        ScheduleText.summary(dag.schedule()),
        dag.tasks().stream().map(task -> task.operator().classPath()).distinct().sorted().toList(),
        missing(dag));
  }

  private static List<String> missing(Dag dag) {
    return Stream.of(Missing.in(dag), Missing.schedule(dag), Missing.notes(dag))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> edge(Edge edge) {
    return List.of(
        edge.upstream() + (edge.upstreamIsGroup() ? " (group)" : ""),
        edge.downstream() + (edge.downstreamIsGroup() ? " (group)" : ""));
  }

  private static @Nullable Object schedule(Schedule schedule) {
    return switch (schedule) {
      case Schedule.None _ -> null;
      case Schedule.Once _, Schedule.Continuous _ -> ScheduleText.summary(schedule);
      case Schedule.Cron(var expressions, _, Schedule.Intervals.Trigger(var length), _)
          when expressions.size() == 1 && length.isZero() ->
          expressions.getFirst();
      case Schedule.Cron _,
          Schedule.Delta _,
          Schedule.Events _,
          Schedule.Assets _,
          Schedule.AssetsOrTime _,
          Schedule.Foreign _ ->
          Json.tree(schedule);
    };
  }
}
