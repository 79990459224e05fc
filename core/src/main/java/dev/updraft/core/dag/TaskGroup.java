package dev.updraft.core.dag;

import dev.updraft.core.id.GroupId;
import org.jspecify.annotations.Nullable;

/**
 * A named group of tasks.
 *
 * @param groupId its id, its parents' prefixes included
 * @param parent the group it is in, null at the top
 * @param label what to show
 * @param tooltip a line to show on hover, may be empty
 * @param prefixGroupId whether its tasks' ids begin with its id
 * @param mapped whether the whole group is mapped
 */
public record TaskGroup(
    GroupId groupId,
    @Nullable GroupId parent,
    String label,
    String tooltip,
    boolean prefixGroupId,
    boolean mapped) {}
