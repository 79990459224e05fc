/** Tests of commands, as their arguments are given. */
@NullMarked
package dev.updraft.standalone.cli;

import org.jspecify.annotations.NullMarked;
