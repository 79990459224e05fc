/**
 * How functions and workers write to CloudWatch: one JSON line a record, as Lambda's own. What is
 * logged is decided where it happens.
 */
@NullMarked
package dev.updraft.aws.log;

import org.jspecify.annotations.NullMarked;
