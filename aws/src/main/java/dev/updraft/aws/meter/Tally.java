package dev.updraft.aws.meter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsRequest;

/** The counts, changed by any thread. */
final class Tally {
  /** What SQS bills as one request. */
  private static final int SQS_CHUNK_BYTES = 64 * 1024;

  private final SortedMap<String, Double> writes = new TreeMap<>();
  private final SortedMap<String, Double> reads = new TreeMap<>();
  private long refused;
  private long sqs;
  private long puts;
  private long gets;

  synchronized void reset() {
    writes.clear();
    reads.clear();
    refused = 0;
    sqs = 0;
    puts = 0;
    gets = 0;
  }

  synchronized Usage usage() {
    return new Usage(writes, reads, refused, sqs, puts, gets);
  }

  synchronized void count(Object request, @Nullable Object response) {
    add(writes, Capacity.ofWrite(response), 0);
    add(reads, Capacity.ofRead(response), Capacity.leastOf(request));
    switch (request) {
      case SqsRequest one -> sqs += chunks(one, response);
      case PutObjectRequest _, ListObjectsV2Request _ -> puts++;
      case GetObjectRequest _, HeadObjectRequest _ -> gets++;
      default -> {
        // DynamoDB's answers were counted above; the rest, such as creating a table, costs nothing.
      }
    }
  }

  /** A refused condition costs what the write would have, which its answer does not tell. */
  synchronized void countFailed(Object request, RuntimeException failure) {
    switch (request) {
      case PutItemRequest one when failure instanceof ConditionalCheckFailedException ->
          refuse(one.tableName());
      case UpdateItemRequest one when failure instanceof ConditionalCheckFailedException ->
          refuse(one.tableName());
      case SqsRequest _ -> sqs++;
      case GetObjectRequest _, HeadObjectRequest _ -> gets++;
      default -> {
        // Nothing is billed for what failed otherwise.
      }
    }
  }

  private void refuse(String table) {
    refused++;
    writes.merge(table, 1.0, Double::sum);
  }

  private static void add(
      SortedMap<String, Double> units, @Nullable List<ConsumedCapacity> used, double least) {
    if (used != null) {
      for (var one : used) {
        units.merge(one.tableName(), Math.max(least, one.capacityUnits()), Double::sum);
      }
    }
  }

  private static long chunks(SqsRequest request, @Nullable Object response) {
    long bytes = 0;
    if (request instanceof SendMessageBatchRequest batch) {
      bytes =
          size(batch.entries().stream().map(SendMessageBatchRequestEntry::messageBody).toList());
    } else if (response instanceof ReceiveMessageResponse received) {
      bytes = size(received.messages().stream().map(Message::body).toList());
    }
    return Math.max(1, (bytes + SQS_CHUNK_BYTES - 1) / SQS_CHUNK_BYTES);
  }

  private static long size(List<String> bodies) {
    return bodies.stream().mapToLong(body -> body.getBytes(StandardCharsets.UTF_8).length).sum();
  }
}
