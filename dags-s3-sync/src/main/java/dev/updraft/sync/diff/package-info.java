/**
 * What a sync does to DAGs, in their own words: which are new, which change and in what, which go.
 * Files of both sides come in as text; nothing is read from a disk or a bucket here.
 */
@NullMarked
package dev.updraft.sync.diff;

import org.jspecify.annotations.NullMarked;
