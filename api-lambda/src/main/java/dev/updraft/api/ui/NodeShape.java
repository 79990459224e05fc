package dev.updraft.api.ui;

import dev.updraft.api.http.Fields;
import dev.updraft.api.shape.OperatorNames;
import dev.updraft.api.shape.TaskShape;
import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes of Airflow's grid and graph. */
final class NodeShape {
  private NodeShape() {}

  /** A row of the grid. */
  static Fields grid(Node node) {
    return switch (node) {
      case Node.OfTask(var task, var inMapped) ->
          new Fields()
              .put("id", task.taskId())
              .put("label", label(task))
              .put("children", null)
              .put("is_mapped", (inMapped || TaskShape.isMapped(task)) ? Boolean.TRUE : null)
              .put("setup_teardown_type", role(task))
              .put("doc_md", null);
      case Node.OfGroup(var group, var children) ->
          new Fields()
              .put("id", group.groupId())
              .put("label", group.label())
              .put(
                  "children",
                  children.isEmpty() ? null : children.stream().map(NodeShape::grid).toList())
              .put("is_mapped", group.mapped() ? Boolean.TRUE : null)
              .put("setup_teardown_type", null)
              .put("doc_md", null);
    };
  }

  /** A box of the graph. */
  static Fields graph(Node node, Dag dag) {
    return switch (node) {
      case Node.OfTask(var task, var inMapped) ->
          box(task.taskId().value(), label(task), "task")
              .put("is_mapped", (inMapped || TaskShape.isMapped(task)) ? Boolean.TRUE : null)
              .put("setup_teardown_type", role(task))
              .put("operator", OperatorNames.shown(task.operator()));
      case Node.OfGroup(var group, var children) ->
          box(group.groupId().value(), group.label(), "task")
              .put("children", graphChildren(group.groupId().value(), children, dag))
              .put("is_mapped", group.mapped())
              .put("tooltip", group.tooltip());
    };
  }

  private static List<Fields> graphChildren(String groupId, List<Node> children, Dag dag) {
    var boxes = new ArrayList<Fields>();
    children.forEach(child -> boxes.add(graph(child, dag)));
    if (Joins.joinsBefore(dag, groupId)) {
      boxes.add(box(Joins.before(groupId), "", "join"));
    }
    if (Joins.joinsAfter(dag, groupId)) {
      boxes.add(box(Joins.after(groupId), "", "join"));
    }
    return boxes;
  }

  private static Fields box(String id, String label, String type) {
    return new Fields()
        .put("id", id)
        .put("label", label)
        .put("type", type)
        .nulls(
            "team",
            "children",
            "is_mapped",
            "tooltip",
            "setup_teardown_type",
            "operator",
            "asset_condition_type");
  }

  /** What Airflow shows: the display name if there is one, else the id without its groups. */
  static String label(Task task) {
    var name = TaskShape.displayName(task);
    return name.equals(task.taskId().value()) ? task.label() : name;
  }

  private static @Nullable String role(Task task) {
    return switch (task.role()) {
      case WORK -> null;
      case SETUP -> "setup";
      case TEARDOWN -> "teardown";
    };
  }
}
