/**
 * The log of an attempt: structured lines, masked, sent in chunks while the task runs. It knows
 * nothing of what writes them.
 */
@NullMarked
package dev.updraft.runner.log;

import org.jspecify.annotations.NullMarked;
