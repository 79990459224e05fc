/**
 * The ports on SQS, and the bodies of their messages for those who receive them. Only this package
 * knows group ids, deduplication ids and the limits of a batch.
 */
@NullMarked
package dev.updraft.aws.sqs;

import org.jspecify.annotations.NullMarked;
