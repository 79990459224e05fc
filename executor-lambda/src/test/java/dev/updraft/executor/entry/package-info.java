/** Tests of what the entry points read of their environment. */
@NullMarked
package dev.updraft.executor.entry;

import org.jspecify.annotations.NullMarked;
