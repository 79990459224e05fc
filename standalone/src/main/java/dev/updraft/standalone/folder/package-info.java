/**
 * A folder of DAG files, kept in step with the DAG bucket: what changes on disk is uploaded, and
 * its object event is made here, since the embedded S3 server makes none. Nothing is parsed here.
 */
@NullMarked
package dev.updraft.standalone.folder;

import org.jspecify.annotations.NullMarked;
