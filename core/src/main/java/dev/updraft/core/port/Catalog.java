package dev.updraft.core.port;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Task;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.schedule.ScheduleText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which DAGs there are: their rows, their versions, their files and the files' import errors. */
public interface Catalog {
  /**
   * Stores a version of a DAG, unless it is there, and makes it the DAG's current one.
   *
   * @param source the text of the file that defines it
   * @return the version's row: its number counts the DAG's versions from 1
   */
  VersionRow publish(Dag dag, VersionHash hash, String relativeFileloc, String source, Instant now);

  /** The definition of a version. It never changes, so callers may keep it. Null if unknown. */
  @Nullable Dag definition(DagId dagId, VersionHash version);

  /** The text of the file a version was read from; null if unknown. */
  @Nullable String source(DagId dagId, VersionHash version);

  /** The versions of a DAG, the latest first. */
  Page<VersionRow> versions(DagId dagId, @Nullable String from, int limit);

  /** The row of a DAG; null if there is none. */
  @Nullable DagRow get(DagId dagId);

  /** All DAGs that have a file, by id. */
  Page<DagRow> dags(@Nullable String from, int limit);

  /** Stores what a DAG's plan says of it. */
  void record(Decision.RecordPlan plan);

  /** Marks a DAG as without a file: it is listed no longer, its runs stay. */
  void remove(DagId dagId);

  /** The file, if it has been read before; null if not. */
  @Nullable FileRow file(String relativeFileloc);

  /** All files, by path. */
  Page<FileRow> files(@Nullable String from, int limit);

  /** Stores what reading a file gave, in place of what it gave before. */
  void recordFile(FileRow file);

  /** Forgets a file that is gone. */
  void removeFile(String relativeFileloc);

  /**
   * The row of a DAG.
   *
   * @param dagId its id
   * @param version its current version
   * @param versionNumber that version's number
   * @param relativeFileloc the path of its file below the DAG folder
   * @param lastParsedAt when the file was last read
   * @param paused whether it is paused
   * @param nextRun its next scheduled run, if there is one
   * @param description one line, if any
   * @param tags its tags
   * @param owners the owners of its tasks
   * @param scheduleSummary its schedule in short, {@code None} if it has none
   * @param scheduleDescription its schedule in words, empty where there are none for it
   * @param displayName the name to show
   */
  record DagRow(
      DagId dagId,
      VersionHash version,
      int versionNumber,
      String relativeFileloc,
      Instant lastParsedAt,
      boolean paused,
      Decision.@Nullable NextRun nextRun,
      @Nullable String description,
      List<String> tags,
      List<String> owners,
      String scheduleSummary,
      String scheduleDescription,
      String displayName) {
    public DagRow {
      tags = List.copyOf(tags);
      owners = List.copyOf(owners);
    }

    /**
     * The row of a DAG whose version has just been published.
     *
     * @param before the row it replaces, which keeps what the DAG's plan has said; null for a new
     *     DAG
     */
    public static DagRow of(
        Dag dag,
        VersionRow version,
        String relativeFileloc,
        Instant parsedAt,
        @Nullable DagRow before) {
      var pausedAtFirst = Boolean.TRUE.equals(dag.limits().isPausedUponCreation());
      return new DagRow(
          dag.dagId(),
          version.hash(),
          version.number(),
          relativeFileloc,
          parsedAt,
          before == null ? pausedAtFirst : before.paused(),
          before == null ? null : before.nextRun(),
          dag.description(),
          dag.tags(),
          dag.tasks().stream().map(Task::owner).distinct().sorted().toList(),
          ScheduleText.summary(dag.schedule()),
          ScheduleText.description(dag.schedule()),
          dag.displayName());
    }

    /** The row with what its plan says. */
    public DagRow with(Decision.RecordPlan plan) {
      return new DagRow(
          dagId,
          version,
          versionNumber,
          relativeFileloc,
          lastParsedAt,
          plan.paused(),
          plan.nextRun(),
          description,
          tags,
          owners,
          scheduleSummary,
          scheduleDescription,
          displayName);
    }
  }

  /**
   * A version of a DAG.
   *
   * @param dagId the DAG
   * @param number counts the DAG's versions from 1
   * @param hash its content
   * @param createdAt when it was first published
   */
  record VersionRow(DagId dagId, int number, VersionHash hash, Instant createdAt) {}

  /**
   * What reading a file gave.
   *
   * @param relativeFileloc its path below the DAG folder
   * @param etag what identified the object that was read
   * @param parsedAt when it was read
   * @param dags the DAGs it defines, with their versions
   * @param errors why other DAGs of it, or all of it, could not be read: a line each with its place
   */
  record FileRow(
      String relativeFileloc,
      String etag,
      Instant parsedAt,
      Map<DagId, VersionHash> dags,
      List<String> errors) {
    public FileRow {
      errors = List.copyOf(errors);
    }
  }
}
