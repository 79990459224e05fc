/** Tests of reading DAG files. */
@NullMarked
package dev.updraft.parser;

import org.jspecify.annotations.NullMarked;
