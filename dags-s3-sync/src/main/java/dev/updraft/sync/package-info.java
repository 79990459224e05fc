/** The commands of {@code updraft dags}: what a person asks of a folder of DAG files. */
@NullMarked
package dev.updraft.sync;

import org.jspecify.annotations.NullMarked;
