package dev.updraft.sync.diff;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a sync does to one DAG. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
public sealed interface DagChange {
  /** The DAG. */
  String dagId();

  /** It was not there. */
  @JsonTypeName("new")
  record Added(
      @JsonProperty("dag_id") String dagId, String file, List<String> tasks, String schedule)
      implements DagChange {}

  /** It gets a new version. */
  @JsonTypeName("changed")
  record Changed(
      @JsonProperty("dag_id") String dagId,
      String file,
      @JsonProperty("moved_from") @Nullable String movedFrom,
      @Nullable Words schedule,
      @JsonProperty("tasks_added") List<String> tasksAdded,
      @JsonProperty("tasks_removed") List<String> tasksRemoved,
      @JsonProperty("tasks_changed") List<TaskChange> tasksChanged,
      @JsonProperty("other_changes") List<String> otherChanges)
      implements DagChange {}

  /** No file defines it any more. */
  @JsonTypeName("removed")
  record Removed(@JsonProperty("dag_id") String dagId, String file) implements DagChange {}

  /** Words that others take the place of. */
  record Words(String from, String to) {}

  /**
   * A task that is in both versions.
   *
   * @param taskId its id
   * @param keys what of it differs, as DAG files name it
   */
  record TaskChange(@JsonProperty("task_id") String taskId, List<String> keys) {}
}
