package dev.updraft.aws.dynamo;

import dev.updraft.core.port.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Requests for many items: split to what one request takes, and what was left over asked again. */
final class Batches {
  /** What a BatchGetItem takes. */
  private static final int GET_MAX = 100;

  /** What a BatchWriteItem takes. */
  private static final int WRITE_MAX = 25;

  /** How often what DynamoDB left over is asked again, before it counts as a failure. */
  private static final int ROUNDS_MAX = 8;

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final DynamoDbClient dynamo;
  private final String table;

  Batches(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  List<Item> get(List<Item> keys, boolean strong) {
    var found = new ArrayList<Item>();
    for (var start = 0; start < keys.size(); start += GET_MAX) {
      var some = keys.subList(start, Math.min(start + GET_MAX, keys.size()));
      getSome(some.stream().map(Batches::key).toList(), strong, found);
    }
    return found;
  }

  private void getSome(
      Collection<Map<String, AttributeValue>> keys, boolean strong, List<Item> found) {
    var left = keys;
    for (var round = 0; round < ROUNDS_MAX && !left.isEmpty(); round++) {
      pauseBefore(round);
      var wanted = KeysAndAttributes.builder().keys(left).consistentRead(strong).build();
      var response =
          dynamo.batchGetItem(
              BatchGetItemRequest.builder().requestItems(Map.of(table, wanted)).build());
      response.responses().getOrDefault(table, List.of()).forEach(one -> found.add(Item.of(one)));
      var unprocessed = response.unprocessedKeys().get(table);
      left = unprocessed == null ? List.of() : unprocessed.keys();
    }
    refuseLeft(left.size());
  }

  /** The key alone: what an index gives has its keys too. */
  static Map<String, AttributeValue> key(Item item) {
    return Item.of(item.pk(), item.sk()).attributes();
  }

  int put(List<Item> items) {
    return write(
        items.stream()
            .map(item -> PutRequest.builder().item(item.attributes()).build())
            .map(put -> WriteRequest.builder().putRequest(put).build())
            .toList());
  }

  int delete(List<Item> keys) {
    return write(
        keys.stream()
            .map(key -> DeleteRequest.builder().key(key.attributes()).build())
            .map(delete -> WriteRequest.builder().deleteRequest(delete).build())
            .toList());
  }

  private int write(List<WriteRequest> all) {
    for (var start = 0; start < all.size(); start += WRITE_MAX) {
      var left = all.subList(start, Math.min(start + WRITE_MAX, all.size()));
      for (var round = 0; round < ROUNDS_MAX && !left.isEmpty(); round++) {
        pauseBefore(round);
        var request = BatchWriteItemRequest.builder().requestItems(Map.of(table, left)).build();
        left = dynamo.batchWriteItem(request).unprocessedItems().getOrDefault(table, List.of());
      }
      refuseLeft(left.size());
    }
    return all.size();
  }

  /** What is left over was throttled: each further round waits twice as long. */
  private static void pauseBefore(int round) {
    if (round > 0) {
      LockSupport.parkNanos(PAUSE.toNanos() << round);
    }
  }

  private void refuseLeft(int left) {
    if (left > 0) {
      throw new StoreException(
          "table %s left %d items of a batch undone after %d rounds"
              .formatted(table, left, ROUNDS_MAX));
    }
  }
}
