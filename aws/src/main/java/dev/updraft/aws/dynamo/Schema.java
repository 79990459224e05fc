package dev.updraft.aws.dynamo;

import dev.updraft.aws.AwsNames;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveSpecification;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/** The tables, their keys and their indexes. */
public final class Schema {
  /**
   * An index of keys alone.
   *
   * @param name its name
   * @param pk the attribute that is its partition key
   * @param sk the attribute that is its sort key
   */
  public record Index(String name, String pk, String sk) {}

  /** The indexes of the table of runs; only items of runs have their attributes. */
  public static final List<Index> RUN_INDEXES =
      List.of(
          new Index(DynamoRuns.BY_DAG, "dp", "ds"),
          new Index(DynamoRuns.LATEST, "lp", "ls"),
          new Index(DynamoRuns.UNFINISHED, "up", "us"));

  private Schema() {}

  /** Creates the tables that are not there yet. */
  public static void create(DynamoDbClient dynamo, AwsNames names) {
    table(dynamo, names.stateTable(), List.of(), true);
    table(dynamo, names.catalogTable(), List.of(), false);
    table(dynamo, names.runsTable(), RUN_INDEXES, true);
    table(dynamo, names.timersTable(), List.of(), false);
  }

  private static void table(
      DynamoDbClient dynamo, String name, List<Index> indexes, boolean expires) {
    var request =
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(keys(Item.PK, Item.SK))
            .attributeDefinitions(attributes(indexes));
    if (!indexes.isEmpty()) {
      request.globalSecondaryIndexes(indexes.stream().map(Schema::index).toList());
    }
    try {
      dynamo.createTable(request.build());
    } catch (ResourceInUseException there) {
      return;
    }
    if (expires) {
      var ttl = TimeToLiveSpecification.builder().attributeName(Item.EXPIRY).enabled(true).build();
      dynamo.updateTimeToLive(
          UpdateTimeToLiveRequest.builder().tableName(name).timeToLiveSpecification(ttl).build());
    }
  }

  private static GlobalSecondaryIndex index(Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(keys(index.pk(), index.sk()))
        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
        .build();
  }

  private static List<KeySchemaElement> keys(String pk, String sk) {
    return List.of(
        KeySchemaElement.builder().attributeName(pk).keyType(KeyType.HASH).build(),
        KeySchemaElement.builder().attributeName(sk).keyType(KeyType.RANGE).build());
  }

  private static List<AttributeDefinition> attributes(List<Index> indexes) {
    return Stream.concat(
            Stream.of(Item.PK, Item.SK),
            indexes.stream().flatMap(index -> Stream.of(index.pk(), index.sk())))
        .map(name ->
            AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build())
        .toList();
  }
}
