/**
 * What the API tells aggregates: runs that someone asked for, ends of attempts, pauses. Each is
 * stored before it is told, and may be told twice. Nothing here decides what follows.
 */
@NullMarked
package dev.updraft.api.tell;

import org.jspecify.annotations.NullMarked;
