/**
 * The command line: what {@code ./updraft} is asked is read here, and what came of it is printed.
 * The work itself is done elsewhere.
 */
@NullMarked
package dev.updraft.standalone.cli;

import org.jspecify.annotations.NullMarked;
