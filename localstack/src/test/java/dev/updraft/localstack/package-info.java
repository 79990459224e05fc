/**
 * Where the journeys find DynamoDB, SQS and S3 when these are not in the program itself. Only the
 * profile {@code localstack} builds it; no journey is written here.
 */
@NullMarked
package dev.updraft.localstack;

import org.jspecify.annotations.NullMarked;
