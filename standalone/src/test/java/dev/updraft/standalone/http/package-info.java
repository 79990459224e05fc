/** Tests of the HTTP port over real sockets, without anything behind it. */
@NullMarked
package dev.updraft.standalone.http;

import org.jspecify.annotations.NullMarked;
