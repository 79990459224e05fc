/**
 * What Lambda calls, by class name: each class is put together from its function's environment,
 * once for each process, and hands over to a handler. Nothing is decided here.
 */
@NullMarked
package dev.updraft.scheduler.entry;

import org.jspecify.annotations.NullMarked;
