/** Tests of folders of DAG files. */
@NullMarked
package dev.updraft.parser.folder;

import org.jspecify.annotations.NullMarked;
