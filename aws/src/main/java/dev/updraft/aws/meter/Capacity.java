package dev.updraft.aws.meter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** What DynamoDB says its requests used. */
final class Capacity {
  private static final ReturnConsumedCapacity INDEXES = ReturnConsumedCapacity.INDEXES;

  private Capacity() {}

  /** The request, asking for what it uses, its indexes' share included. */
  static Object asked(Object request) {
    return switch (request) {
      case GetItemRequest one -> one.toBuilder().returnConsumedCapacity(INDEXES).build();
      case PutItemRequest one -> one.toBuilder().returnConsumedCapacity(INDEXES).build();
      case UpdateItemRequest one -> one.toBuilder().returnConsumedCapacity(INDEXES).build();
      case DeleteItemRequest one -> one.toBuilder().returnConsumedCapacity(INDEXES).build();
      case QueryRequest one -> one.toBuilder().returnConsumedCapacity(INDEXES).build();
      case BatchGetItemRequest one -> one.toBuilder().returnConsumedCapacity(INDEXES).build();
      case BatchWriteItemRequest one -> one.toBuilder().returnConsumedCapacity(INDEXES).build();
      default -> request;
    };
  }

  /** What a write used; null if this answers no write. */
  static @Nullable List<ConsumedCapacity> ofWrite(@Nullable Object response) {
    return switch (response) {
      case PutItemResponse one -> List.of(one.consumedCapacity());
      case UpdateItemResponse one -> List.of(one.consumedCapacity());
      case DeleteItemResponse one -> List.of(one.consumedCapacity());
      case BatchWriteItemResponse one -> one.consumedCapacity();
      case null, default -> null;
    };
  }

  /** What a read used; null if this answers no read. */
  static @Nullable List<ConsumedCapacity> ofRead(@Nullable Object response) {
    return switch (response) {
      case GetItemResponse one -> List.of(one.consumedCapacity());
      case QueryResponse one -> List.of(one.consumedCapacity());
      case BatchGetItemResponse one -> one.consumedCapacity();
      case null, default -> null;
    };
  }

  /** The least a read costs, which DynamoDB Local leaves out where it finds nothing. */
  static double leastOf(Object request) {
    return switch (request) {
      case GetItemRequest one -> Boolean.TRUE.equals(one.consistentRead()) ? 1 : 0.5;
      case QueryRequest one -> Boolean.TRUE.equals(one.consistentRead()) ? 1 : 0.5;
      default -> 0;
    };
  }
}
