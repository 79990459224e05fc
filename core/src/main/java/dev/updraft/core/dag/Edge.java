package dev.updraft.core.dag;

/**
 * One declared dependency.
 *
 * @param upstream the id of the task or group that comes first
 * @param upstreamIsGroup whether it is a group
 * @param downstream the id of the task or group that comes after
 * @param downstreamIsGroup whether it is a group
 */
public record Edge(
    String upstream, boolean upstreamIsGroup, String downstream, boolean downstreamIsGroup) {}
