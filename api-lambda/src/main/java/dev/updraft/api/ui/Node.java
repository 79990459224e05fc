package dev.updraft.api.ui;

import dev.updraft.core.dag.Task;
import dev.updraft.core.dag.TaskGroup;
import java.util.List;
import java.util.stream.Stream;

/** A node of a DAG's tree of groups and tasks. */
sealed interface Node {
  /**
   * A task.
   *
   * @param task the task
   * @param inMapped whether it is in a mapped group
   */
  record OfTask(Task task, boolean inMapped) implements Node {}

  /**
   * A group.
   *
   * @param group the group
   * @param children what is in it, each after what it depends on
   */
  record OfGroup(TaskGroup group, List<Node> children) implements Node {
    public OfGroup {
      children = List.copyOf(children);
    }
  }

  /** Its id, which no other node has. */
  default String id() {
    return switch (this) {
      case OfTask(var task, var _) -> task.taskId().value();
      case OfGroup(var group, var _) -> group.groupId().value();
    };
  }

  /** The tasks in it, at any depth. */
  default Stream<Task> tasks() {
    return switch (this) {
      case OfTask(var task, var _) -> Stream.of(task);
      case OfGroup(var _, var children) -> children.stream().flatMap(Node::tasks);
    };
  }
}
