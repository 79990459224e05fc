/**
 * The executors' Lambda: runs the attempts its queue carries in place. How an attempt runs is the
 * task runner's; no operator is known here.
 */
@NullMarked
package dev.updraft.executor;

import org.jspecify.annotations.NullMarked;
