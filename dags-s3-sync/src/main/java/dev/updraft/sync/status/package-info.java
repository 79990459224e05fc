/** {@code updraft status}: what of a deployed stack runs where, and whether it is well. */
@NullMarked
package dev.updraft.sync.status;

import org.jspecify.annotations.NullMarked;
