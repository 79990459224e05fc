/**
 * The meaning of the YAML dialect of dag-factory and Amazon MWAA Serverless: defaults, keys, dates,
 * schedules, tasks, groups and dependencies. Values with places come in, definitions and errors
 * with places go out; no YAML syntax and no I/O may live here.
 */
@NullMarked
package dev.updraft.parser.definition;

import org.jspecify.annotations.NullMarked;
