package dev.updraft.parser.definition;

import dev.updraft.core.dag.TaskGroup;
import dev.updraft.core.id.GroupId;
import dev.updraft.parser.yaml.Value;
import dev.updraft.parser.yaml.Value.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The task groups of a DAG, parents before children. */
final class Groups {
  private static final Pattern NAME =
      Pattern.compile("[\\w-]{1,200}", Pattern.UNICODE_CHARACTER_CLASS);

  private final Map<String, Listed> listed = new LinkedHashMap<>();
  private final Map<String, Group> byName = new LinkedHashMap<>();
  private final Problems problems;

  /**
   * One group.
   *
   * @param name its name in the file
   * @param group what it is
   * @param defaultArgs its own and its parents' default_args, its own over theirs
   * @param dependencies the names it depends on
   * @param listed where it is written
   */
  record Group(
      String name,
      TaskGroup group,
      Map<String, Entry> defaultArgs,
      List<String> dependencies,
      Listed listed) {
    /** The id of something in it. */
    String childId(String label) {
      return group.prefixGroupId() ? group.groupId() + "." + label : label;
    }
  }

  private Groups(Problems problems) {
    this.problems = problems;
  }

  static Groups read(@Nullable Value value, Problems problems) {
    var groups = new Groups(problems);
    for (var listed : Listed.of(value, "task_groups", "group_name", problems)) {
      groups.listed.put(listed.name(), listed);
    }
    for (var name : groups.listed.keySet()) {
      groups.resolve(name, new LinkedHashSet<>());
    }
    return groups;
  }

  /** The group with this name in the file; null if there is none. */
  @Nullable Group get(String name) {
    return byName.get(name);
  }

  Set<String> names() {
    return listed.keySet();
  }

  List<Group> all() {
    return new ArrayList<>(byName.values());
  }

  private @Nullable Group resolve(String name, Set<String> children) {
    var known = byName.get(name);
    var entry = listed.get(name);
    if (known != null || entry == null) {
      return known;
    }
    if (!children.add(name)) {
      problems.error(
          entry.at(),
          "parent_group_name",
          "groups contain one another: " + String.join(" in ", children) + " in " + name);
      return null;
    }
    var reader = new FieldReader(entry.at(), entry.fields().entries(), problems);
    var parentName = reader.text("parent_group_name");
    var parent = parentName == null ? null : resolve(parentName, children);
    if (parentName != null && parent == null) {
      unknownParent(reader, parentName);
      return null;
    }
    var group = group(entry, reader, parent);
    if (group != null) {
      byName.put(name, group);
    }
    return group;
  }

  private void unknownParent(FieldReader reader, String parentName) {
    if (!listed.containsKey(parentName)) {
      reader.error(
          "parent_group_name",
          "there is no group '" + parentName + "'" + NearestKey.hint(parentName, names()));
    }
  }

  private @Nullable Group group(Listed entry, FieldReader reader, @Nullable Group parent) {
    if (!NAME.matcher(entry.name()).matches()) {
      problems.error(
          entry.at(),
          "group_name",
          "'%.60s' is not a group name: expected up to 200 letters, digits, dashes and underscores"
              .formatted(entry.name()));
      return null;
    }
    entry
        .fields()
        .entries()
        .forEach((key, field) -> {
          if (!KnownKeys.GROUP.contains(key)) {
            problems.error(
                field.at(),
                key,
                "a task group has no such key" + NearestKey.hint(key, KnownKeys.GROUP));
          }
        });
    var args = new LinkedHashMap<String, Entry>(parent == null ? Map.of() : parent.defaultArgs());
    var own = reader.fields("default_args");
    if (own != null) {
      args.putAll(own.entries());
    }
    var id = parent == null ? entry.name() : parent.childId(entry.name());
    if (id.length() > 250) {
      problems.error(entry.at(), "group_name", "the group's id is longer than 250 characters");
      return null;
    }
    return new Group(
        entry.name(),
        new TaskGroup(
            new GroupId(id),
            parent == null ? null : parent.group().groupId(),
            reader.text("group_display_name", entry.name()),
            reader.text("tooltip", ""),
            reader.truth("prefix_group_id", true),
            false),
        args,
        reader.texts("dependencies", true),
        entry);
  }
}
