/**
 * Folders of DAG files on a disk: which of their files are DAG files, and what reading one depends
 * on. The only room of this module that does I/O.
 */
@NullMarked
package dev.updraft.parser.folder;

import org.jspecify.annotations.NullMarked;
