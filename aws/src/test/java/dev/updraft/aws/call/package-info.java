/** Calls of services against a small server that keeps what it was sent. */
@NullMarked
package dev.updraft.aws.call;

import org.jspecify.annotations.NullMarked;
