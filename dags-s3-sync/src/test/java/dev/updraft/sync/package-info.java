/** Tests of the commands of {@code updraft dags}. */
@NullMarked
package dev.updraft.sync;

import org.jspecify.annotations.NullMarked;
