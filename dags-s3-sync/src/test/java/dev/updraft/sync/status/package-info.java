/** Tests of {@code updraft status}. */
@NullMarked
package dev.updraft.sync.status;

import org.jspecify.annotations.NullMarked;
