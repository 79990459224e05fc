/** Looking at DAG folders on a real disk, with the bucket in memory. */
@NullMarked
package dev.updraft.standalone.folder;

import org.jspecify.annotations.NullMarked;
