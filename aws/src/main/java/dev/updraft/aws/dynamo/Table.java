package dev.updraft.aws.dynamo;

import dev.updraft.core.port.Page;
import dev.updraft.core.port.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** One table, with the few operations the stores need. A failure names the table and the key. */
public final class Table {
  private static final System.Logger LOG = System.getLogger(Table.class.getName());

  private static final int PK_BYTES_MAX = 2_048;
  private static final int SK_BYTES_MAX = 1_024;

  private final DynamoDbClient dynamo;
  private final String name;
  private final Batches batches;

  /** The table of this name. */
  public Table(DynamoDbClient dynamo, String name) {
    this.dynamo = dynamo;
    this.name = name;
    this.batches = new Batches(dynamo, name);
  }

  /** Above it nothing can be stored, and DynamoDB refuses even to look. */
  private static boolean canBe(String pk, String sk) {
    return bytes(pk) <= PK_BYTES_MAX && bytes(sk) <= SK_BYTES_MAX;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The item, strongly consistent; null if there is none. */
  @Nullable Item get(String pk, String sk) {
    if (!canBe(pk, sk)) {
      return null;
    }
    var request =
        GetItemRequest.builder()
            .tableName(name)
            .key(Item.of(pk, sk).attributes())
            .consistentRead(true)
            .build();
    var response = calling("get", pk, sk, () -> dynamo.getItem(request));
    return response.hasItem() ? Item.of(response.item()) : null;
  }

  void put(Item item) {
    item.check(name);
    var request = PutItemRequest.builder().tableName(name).item(item.attributes()).build();
    calling("put", item.pk(), item.sk(), () -> dynamo.putItem(request));
  }

  /** Stores an item if a condition holds for the one that is there; says whether it did. */
  boolean putIf(Item item, String condition, Item values) {
    item.check(name);
    var request =
        PutItemRequest.builder()
            .tableName(name)
            .item(item.attributes())
            .conditionExpression(condition)
            .expressionAttributeValues(orNull(values))
            .build();
    try {
      calling("put", item.pk(), item.sk(), () -> dynamo.putItem(request));
      return true;
    } catch (ConditionalCheckFailedException refused) {
      return false;
    }
  }

  Updated update(Update update) {
    update.item().check(name);
    var request =
        UpdateItemRequest.builder()
            .tableName(name)
            .key(Item.of(update.pk(), update.sk()).attributes())
            .updateExpression(update.expression())
            .conditionExpression(update.condition())
            .expressionAttributeValues(orNull(update.values()))
            .returnValues(ReturnValue.ALL_NEW)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    try {
      var response = calling("update", update.pk(), update.sk(), () -> dynamo.updateItem(request));
      return new Updated.Done(Item.of(response.attributes()));
    } catch (ConditionalCheckFailedException refused) {
      return refused.hasItem() && !refused.item().isEmpty()
          ? new Updated.Refused(Item.of(refused.item()))
          : new Updated.Missing();
    }
  }

  void delete(String pk, String sk) {
    if (!canBe(pk, sk)) {
      return;
    }
    var request =
        DeleteItemRequest.builder().tableName(name).key(Item.of(pk, sk).attributes()).build();
    calling("delete", pk, sk, () -> dynamo.deleteItem(request));
  }

  /** Deletes an item if a condition holds for it, or for none; says whether it did. */
  boolean deleteIf(String pk, String sk, String condition, Item values) {
    if (!canBe(pk, sk)) {
      return true;
    }
    var request =
        DeleteItemRequest.builder()
            .tableName(name)
            .key(Item.of(pk, sk).attributes())
            .conditionExpression(condition)
            .expressionAttributeValues(values.attributes())
            .build();
    try {
      calling("delete", pk, sk, () -> dynamo.deleteItem(request));
      return true;
    } catch (ConditionalCheckFailedException refused) {
      return false;
    }
  }

  /**
   * The items of a range. There may be more although fewer than its limit are given, where items
   * are filtered or large: the last key read tells where to go on.
   */
  Slice query(Range range) {
    if (!canBe(range.pk(), range.first()) || !canBe(range.pk(), range.last())) {
      return new Slice(List.of(), null);
    }
    var below = range.forward() ? "BETWEEN :first AND :last" : "< :last";
    var condition = "%s = :pk AND %s %s".formatted(range.pkName(), range.skName(), below);
    var values = Item.empty().with(":pk", range.pk()).with(":last", range.last());
    if (range.forward()) {
      values.with(":first", range.first());
    }
    var request =
        QueryRequest.builder()
            .tableName(name)
            .indexName(range.index())
            .keyConditionExpression(condition)
            .filterExpression(range.filter())
            .expressionAttributeValues(values.attributes())
            .scanIndexForward(range.forward())
            .limit(range.limit())
            .consistentRead(range.strong())
            .build();
    var response = calling("query", range.pk(), range.first(), () -> dynamo.query(request));
    var last = response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : null;
    return new Slice(
        response.items().stream().map(Item::of).toList(),
        last == null ? null : Item.of(last).text(range.skName()));
  }

  /** A page of a range; its cursor is the last sort key read. */
  <T> Page<T> page(Range range, Function<Item, T> reading) {
    var slice = query(range);
    return new Page<>(readable(slice.items(), reading), slice.last());
  }

  /** The same, without the items that should have gone. */
  <T> Page<T> page(Range range, Retention.Expiry expiry, Function<Item, T> reading) {
    var slice = query(range);
    var kept = slice.items().stream().filter(item -> !expiry.isOver(item)).toList();
    return new Page<>(readable(kept, reading), slice.last());
  }

  /**
   * What a list shows of items. One that cannot be read, because it is torn or of a later version,
   * is left out with a word in the log, so that it does not keep the others from being seen.
   */
  <T> List<T> readable(List<Item> items, Function<Item, T> reading) {
    var read = new ArrayList<T>();
    for (var item : items) {
      try {
        read.add(reading.apply(item));
      } catch (StoreException e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.log(
            System.Logger.Level.ERROR,
            "the item %s / %s of table %s is left out of a list: it cannot be read"
                .formatted(item.textOrNull(Item.PK), item.textOrNull(Item.SK), name),
            e);
      }
    }
    return read;
  }

  /** The items with these keys, in their order; those that are not there are left out. */
  List<Item> getAll(List<Item> keys, boolean strong) {
    var found = new HashMap<Map<String, AttributeValue>, Item>();
    calling(
        "get",
        keys.size() + " items",
        "",
        () -> {
          batches.get(keys, strong).forEach(item -> found.put(Batches.key(item), item));
          return found;
        });
    var ordered = new ArrayList<Item>();
    for (var key : keys) {
      var item = found.get(Batches.key(key));
      if (item != null) {
        ordered.add(item);
      }
    }
    return ordered;
  }

  void putAll(List<Item> items) {
    items.forEach(item -> item.check(name));
    calling("put", items.size() + " items", "", () -> batches.put(items));
  }

  void deleteAll(List<Item> keys) {
    calling("delete", keys.size() + " items", "", () -> batches.delete(keys));
  }

  private static @Nullable Map<String, AttributeValue> orNull(Item values) {
    return values.attributes().isEmpty() ? null : values.attributes();
  }

  private <T> T calling(String what, String pk, String sk, Supplier<T> call) {
    try {
      return call.get();
    } catch (ConditionalCheckFailedException refused) {
      throw refused;
    } catch (SdkException e) {
      throw new StoreException(
          "cannot %s %s / %s in table %s: %s".formatted(what, pk, sk, name, e.getMessage()), e);
    }
  }

  /**
   * What a query read.
   *
   * @param items the items
   * @param last the sort key of the last item read, if there may be more
   */
  record Slice(List<Item> items, @Nullable String last) {}

  /**
   * One conditional change of an item.
   *
   * @param pk its partition key
   * @param sk its sort key
   * @param expression the change
   * @param condition what must hold; null for nothing
   * @param values the values of both
   */
  record Update(String pk, String sk, String expression, @Nullable String condition, Item values) {
    private Item item() {
      var item = Item.of(pk, sk);
      item.attributes().putAll(values.attributes());
      return item;
    }
  }

  /** What became of an update. */
  sealed interface Updated {
    /** It was made; the item after it. */
    record Done(Item item) implements Updated {}

    /** Its condition does not hold; the item as it is. */
    record Refused(Item item) implements Updated {}

    /** There is no such item. */
    record Missing() implements Updated {}
  }
}
