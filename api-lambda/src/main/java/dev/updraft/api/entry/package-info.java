/**
 * What Lambda calls, by class name, put together from the function's environment once for each
 * process. Nothing is decided here.
 */
@NullMarked
package dev.updraft.api.entry;

import org.jspecify.annotations.NullMarked;
