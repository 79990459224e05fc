package dev.updraft.core.flow;

/**
 * Something that has happened. It may arrive late, twice or never, and an aggregate that it no
 * longer concerns ignores it.
 */
public sealed interface Event permits PlanEvent, RunEvent, PoolEvent {}
