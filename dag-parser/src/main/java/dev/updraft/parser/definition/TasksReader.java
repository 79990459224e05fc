package dev.updraft.parser.definition;

import dev.updraft.core.dag.Edge;
import dev.updraft.core.dag.Task;
import dev.updraft.core.dag.TaskGroup;
import dev.updraft.core.id.GroupId;
import dev.updraft.core.id.TaskId;
import dev.updraft.parser.definition.Dependencies.End;
import dev.updraft.parser.definition.Groups.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tasks and groups of a DAG with what they depend on. */
final class TasksReader {
  private static final Pattern NAME =
      Pattern.compile("[\\w.-]{1,250}", Pattern.UNICODE_CHARACTER_CLASS);

  private final Problems problems;
  private final Groups groups;
  private final Map<String, Named> byName = new LinkedHashMap<>();
  private final Map<TaskId, Named> byId = new LinkedHashMap<>();
  private final Map<GroupId, Set<TaskId>> members = new LinkedHashMap<>();
  private final Dependencies dependencies = new Dependencies();
  private final Graph graph = new Graph();

  /**
   * A task with the id it gets from its groups.
   *
   * @param id its id
   * @param group its group, null at the top
   * @param listed where it is written
   */
  private record Named(TaskId id, @Nullable Group group, Listed listed) {}

  /**
   * What was read.
   *
   * @param tasks every task, each after all it depends on
   * @param groups every group, parents before children
   * @param edges the dependencies as declared
   */
  record Read(List<Task> tasks, List<TaskGroup> groups, List<Edge> edges) {}

  TasksReader(FieldReader reader, Problems problems) {
    this.problems = problems;
    this.groups = Groups.read(reader.value("task_groups"), problems);
    for (var listed : Listed.of(reader.value("tasks"), "tasks", "task_id", problems)) {
      name(listed);
    }
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  Read read(TaskReader reader) {
    var tasks = new LinkedHashMap<TaskId, Task>();
    for (var named : byId.values()) {
      var read = reader.read(named.listed(), named.id(), named.group(), this::taskId);
      graph.add(named.id());
      if (read != null) {
        tasks.put(named.id(), read.task());
        graph.connect(read.references(), List.of(named.id()));
      }
    }
    var all = groups.all().stream().map(Group::group).toList();
    return new Read(connect() ? sorted(tasks) : List.of(), all, dependencies.edges());
  }

  private void name(Listed listed) {
    var reader = new FieldReader(listed.at(), listed.fields().entries(), problems);
    var inner = listed.fields().text("task_id");
    if (inner != null && !inner.equals(listed.name())) {
      problems.warn(
          reader.at("task_id"),
          "task_id",
          "is " + inner + ", but the key, " + listed.name() + ", counts");
    }
    var groupName = reader.text("task_group_name");
    var group = groupName == null ? null : groups.get(groupName);
    if (groupName != null && group == null && !groups.names().contains(groupName)) {
      reader.error(
          "task_group_name",
          "there is no group '" + groupName + "'" + NearestKey.hint(groupName, groups.names()));
    }
    var id = group == null ? listed.name() : group.childId(listed.name());
    if (!NAME.matcher(id).matches()) {
      problems.error(
          listed.at(),
          "task_id",
          "'%.80s' is not a task id: expected up to 250 letters, digits, dashes, dots and underscores"
              .formatted(id));
      return;
    }
    var named = new Named(new TaskId(id), group, listed);
    byName.put(listed.name(), named);
    if (byId.put(named.id(), named) != null
        || (groups.get(listed.name()) != null && group == null)) {
      problems.error(listed.at(), "task_id", "the id '" + id + "' is there twice");
    }
    for (var in = group; in != null; in = parent(in)) {
      members.computeIfAbsent(in.group().groupId(), _ -> new LinkedHashSet<>()).add(named.id());
    }
  }

  private @Nullable Group parent(Group group) {
    var parent = group.listed().fields().text("parent_group_name");
    return parent == null ? null : groups.get(parent);
  }

  private Optional<TaskId> taskId(String name) {
    var named = byName.get(name);
    if (named != null) {
      return Optional.of(named.id());
    }
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    var id = new TaskId(name);
    return byId.containsKey(id) ? Optional.of(id) : Optional.empty();
  }

  private @Nullable End end(String name) {
    var group = groups.get(name);
    if (group != null) {
      return end(group);
    }
    return taskId(name).map(id -> new End(id.value(), 0, Set.of(id))).orElse(null);
  }

  private End end(Group group) {
    int depth = 0;
    for (var in = group; in != null; in = parent(in)) {
      depth++;
    }
    var id = group.group().groupId();
    return new End(id.value(), depth, members.getOrDefault(id, Set.of()));
  }

  private boolean connect() {
    for (var named : byId.values()) {
      declare(named.listed(), new End(named.id().value(), 0, Set.of(named.id())));
    }
    for (var group : groups.all()) {
      declare(group.listed(), end(group));
    }
    try {
      dependencies.connect(graph);
    } catch (IllegalArgumentException e) {
      var first = byId.values().iterator().next().listed();
      problems.error(first.at(), "dependencies", String.valueOf(e.getMessage()));
      return false;
    }
    return acyclic();
  }

  private void declare(Listed listed, End downstream) {
    var reader = new FieldReader(listed.at(), listed.fields().entries(), problems);
    for (var name : reader.texts("dependencies", true)) {
      var upstream = end(name);
      if (upstream == null) {
        var names = new LinkedHashSet<>(byName.keySet());
        names.addAll(groups.names());
        reader.error(
            "dependencies",
            "%s depends on '%s', but there is no such task or group%s"
                .formatted(listed.name(), name, NearestKey.hint(name, names)));
      } else {
        dependencies.declare(upstream, downstream);
      }
    }
  }

  private boolean acyclic() {
    var cycle = graph.cycle();
    cycle.ifPresent(path -> {
      var at = byId.get(path.getFirst());
      problems.error(
          at == null ? byId.values().iterator().next().listed().at() : at.listed().at(),
          "dependencies",
          "the tasks wait for one another: "
              + path.stream().limit(20).map(TaskId::value).collect(Collectors.joining(" -> "))
              + (path.size() > 20 ? " -> …" : ""));
    });
    return cycle.isEmpty();
  }

  private List<Task> sorted(Map<TaskId, Task> tasks) {
    var sorted = new ArrayList<Task>();
    for (var id : graph.sorted()) {
      var task = tasks.get(id);
      if (task != null) {
        sorted.add(after(task, graph.upstream(id)));
      }
    }
    return sorted;
  }

  private static Task after(Task task, Set<TaskId> upstream) {
    return new Task(
        task.taskId(),
        task.group(),
        task.label(),
        task.operator(),
        List.copyOf(upstream),
        task.triggerRule(),
        task.retry(),
        task.executionTimeout(),
        task.slots(),
        task.dependsOnPast(),
        task.waitForDownstream(),
        task.role(),
        task.mapping(),
        task.queue(),
        task.executor(),
        task.owner(),
        task.startDate(),
        task.endDate(),
        task.docMd(),
        task.params(),
        PlainData.of(task.callbacks()),
        PlainData.of(task.settings()),
        task.position());
  }
}
