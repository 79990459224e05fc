/**
 * DAG files to DAGs: what is asked for, what comes back, and which files of a folder are DAG files.
 * Reading a file is a pure function; only {@code DagFolder} touches a disk. No AWS may live here.
 */
@NullMarked
package dev.updraft.parser;

import org.jspecify.annotations.NullMarked;
