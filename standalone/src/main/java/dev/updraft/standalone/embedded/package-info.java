/**
 * DynamoDB, SQS and S3 in this process, for the standalone host and for tests: servers other people
 * wrote, started on files and free ports. Only this package knows them; everything else sees {@code
 * AwsWorld}.
 */
@NullMarked
package dev.updraft.standalone.embedded;

import org.jspecify.annotations.NullMarked;
