/**
 * Calls of Python functions: the subprocess, the protocol it speaks, and the answers to what the
 * function asks for.
 */
@NullMarked
package dev.updraft.runner.python;

import org.jspecify.annotations.NullMarked;
