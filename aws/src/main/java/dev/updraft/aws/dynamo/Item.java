package dev.updraft.aws.dynamo;

import dev.updraft.core.port.ItemSize;
import dev.updraft.core.port.TooLargeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attributes of one item, written and read by name. Times are microseconds since 1970, as exact
 * as Airflow's.
 */
final class Item {
  /** The name of the partition key. */
  static final String PK = "pk";

  /** The name of the sort key. */
  static final String SK = "sk";

  /** The name of the attribute with the time of expiry in seconds, DynamoDB's TTL. */
  static final String EXPIRY = "x";

  private final Map<String, AttributeValue> attributes;

  private Item(Map<String, AttributeValue> attributes) {
    this.attributes = attributes;
  }

  static Item of(String pk, String sk) {
    return new Item(new LinkedHashMap<>()).with(PK, pk).with(SK, sk);
  }

  /** An item, or the values of an expression, with nothing in it. */
  static Item empty() {
    return new Item(new LinkedHashMap<>());
  }

  static Item of(Map<String, AttributeValue> attributes) {
    return new Item(attributes);
  }

  Item with(String name, @Nullable String value) {
    return value == null ? this : put(name, AttributeValue.fromS(value));
  }

  Item with(String name, long value) {
    return put(name, number(value));
  }

  Item with(String name, @Nullable Instant value) {
    return value == null ? this : put(name, number(micros(value)));
  }

  Item with(String name, byte[] value) {
    return put(name, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(value)));
  }

  Item with(String name, List<String> value) {
    return put(name, AttributeValue.fromL(value.stream().map(AttributeValue::fromS).toList()));
  }

  Item with(String name, boolean value) {
    return put(name, AttributeValue.fromBool(value));
  }

  private Item put(String name, AttributeValue value) {
    attributes.put(name, value);
    return this;
  }

  /**
   * Nothing if a table takes the item, which is whole or the key and values of an update.
   *
   * @throws TooLargeException if its keys or all of it are too large
   */
  void check(String table) {
    var name = "%s / %s of table %s".formatted(textOrNull(PK), textOrNull(SK), table);
    TooLargeException.check(
        "the partition key of " + name, size(PK), ItemSize.PARTITION_KEY_BYTES_MAX);
    TooLargeException.check("the sort key of " + name, size(SK), ItemSize.SORT_KEY_BYTES_MAX);
    var whole = ItemSize.empty();
    attributes.forEach((attribute, value) -> add(whole, attribute, value));
    whole.check("the item " + name);
  }

  private int size(String key) {
    var text = textOrNull(key);
    return text == null ? 0 : ItemSize.of(text);
  }

  private static void add(ItemSize whole, String name, AttributeValue value) {
    switch (value.type()) {
      case S -> whole.with(name, value.s());
      case B -> whole.with(name, value.b().asByteArrayUnsafe().length);
      case L -> whole.with(name, value.l().stream().map(AttributeValue::s).toList());
      case N, BOOL -> whole.withNumber(name);
      case SS, NS, BS, M, NUL, UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalStateException("no item has a " + value.type());
    }
  }

  Map<String, AttributeValue> attributes() {
    return attributes;
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  String pk() {
    return text(PK);
  }

  String sk() {
    return text(SK);
  }

  String text(String name) {
    return required(name, textOrNull(name));
  }

  @Nullable String textOrNull(String name) {
    var value = attributes.get(name);
    return value == null ? null : value.s();
  }

  long number(String name) {
    return required(name, numberOrNull(name));
  }

  @Nullable Long numberOrNull(String name) {
    var value = attributes.get(name);
    return value == null ? null : Long.valueOf(value.n());
  }

  Instant time(String name) {
    return required(name, timeOrNull(name));
  }

  @Nullable Instant timeOrNull(String name) {
    var micros = numberOrNull(name);
    return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  byte[] bytes(String name) {
    return required(name, bytesOrNull(name));
  }

  byte @Nullable [] bytesOrNull(String name) {
    var value = attributes.get(name);
    return value == null ? null : value.b().asByteArrayUnsafe();
  }

  List<String> texts(String name) {
    var value = attributes.get(name);
    return value == null ? List.of() : value.l().stream().map(AttributeValue::s).toList();
  }

  boolean flag(String name) {
    var value = attributes.get(name);
    return value != null && Boolean.TRUE.equals(value.bool());
  }

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "the item %s / %s has no attribute '%s'".formatted(textOrNull(PK), textOrNull(SK), name));
    }
    return value;
  }
}
