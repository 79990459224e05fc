/**
 * A folder and its copy in a bucket: what of the folder goes there, what differs, and bringing the
 * bucket in step. DAG files are only files here; what they define is judged elsewhere.
 */
@NullMarked
package dev.updraft.sync.bucket;

import org.jspecify.annotations.NullMarked;
