/**
 * What Lambda calls by class name, and what a worker's container starts, put together from the
 * environment once for each process. Nothing is decided here.
 */
@NullMarked
package dev.updraft.executor.entry;

import org.jspecify.annotations.NullMarked;
