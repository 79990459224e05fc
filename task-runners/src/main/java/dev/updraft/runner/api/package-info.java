/**
 * The Task Execution API as a runner calls it: one client per attempt, with its token and its
 * retries. Nothing else in the worker speaks HTTP to the server.
 */
@NullMarked
package dev.updraft.runner.api;

import org.jspecify.annotations.NullMarked;
