/**
 * The API as it is served: a real socket in front, embedded DynamoDB, SQS and S3 behind, and a
 * clock that tests move. Nothing is scheduled and no task runs here.
 */
@NullMarked
package dev.updraft.standalone.served;

import org.jspecify.annotations.NullMarked;
