/** Calls of services against a small server that keeps what it was sent. */
@NullMarked
package dev.updraft.aws.ssm;

import org.jspecify.annotations.NullMarked;
