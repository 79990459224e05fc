/**
 * The scheduler's shells: they take messages, timers and files in, have the core decide, store what
 * it decided and perform it. Commit, hand over and acknowledge live here; no rule of scheduling
 * may.
 */
@NullMarked
package dev.updraft.scheduler;

import org.jspecify.annotations.NullMarked;
