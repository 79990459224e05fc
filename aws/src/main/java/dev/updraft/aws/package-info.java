/**
 * The core's ports on AWS: where clients come from, how tables, queues and the bucket are named,
 * and one of each port put together. What is stored and how lives in {@code dynamo}, {@code sqs}
 * and {@code s3}; no rule of scheduling may live here.
 */
@NullMarked
package dev.updraft.aws;

import org.jspecify.annotations.NullMarked;
