/**
 * What a DAG is: its tasks, groups, edges, rules and limits, as one immutable definition per
 * version. Here lives everything that can be said of a DAG before it runs; nothing about runs,
 * schedules' arithmetic, files or stores may live here.
 */
@NullMarked
package dev.updraft.core.dag;

import org.jspecify.annotations.NullMarked;
