/**
 * The ports on DynamoDB: single conditional writes and queries, never a scan or a transaction.
 * {@code docs/storage.md} lists the items; attribute names are short because every byte of an item
 * is paid for. Only this package knows the items' shapes.
 */
@NullMarked
package dev.updraft.aws.dynamo;

import org.jspecify.annotations.NullMarked;
