/**
 * Everything in one process: the handlers of the three Lambdas, hosted on queues, a clock, a folder
 * and an HTTP port of this machine. Only hosting lives here; what a handler does is its own.
 */
@NullMarked
package dev.updraft.standalone;

import org.jspecify.annotations.NullMarked;
