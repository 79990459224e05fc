package dev.updraft.aws.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.aws.AwsNames;
import dev.updraft.core.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveResponse;

/**
 * The tables as a file describes them, to which the deployment's template is held too, so that
 * neither changes without the other. {@code GOLDEN_WRITE=true} in the environment writes it.
 */
class SchemaTest {
  private static final Path TABLES =
      Path.of("src/test/resources/dev/updraft/aws/dynamo/tables.json");

  @Test
  void theTablesAreThoseOfTheDescriptionThatTheDeploymentIsHeldTo() throws IOException {
    var described = new Describing();
    Schema.create(described, new AwsNames("updraft", "updraft-data"));
    if ("true".equals(System.getenv("GOLDEN_WRITE"))) {
      Files.writeString(
          TABLES,
          Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(described.tables) + "\n");
    }
    assertThat(Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(described.tables)))
        .isEqualTo(Json.MAPPER.readTree(Files.readString(TABLES)));
  }

  /** A client that creates nothing and describes what it was to create. */
  private static final class Describing implements DynamoDbClient {
    final TreeMap<String, TreeMap<String, Object>> tables = new TreeMap<>();

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
      var indexes = new TreeMap<String, String>();
      request
          .globalSecondaryIndexes()
          .forEach(index ->
              indexes.put(
                  index.indexName(),
                  keys(index.keySchema()) + " " + index.projection().projectionTypeAsString()));
      var attributes = new TreeMap<String, String>();
      request
          .attributeDefinitions()
          .forEach(one -> attributes.put(one.attributeName(), one.attributeTypeAsString()));
      tables.put(
          request.tableName(),
          new TreeMap<>(
              Map.of(
                  "keys",
                  keys(request.keySchema()),
                  "attributes",
                  attributes,
                  "indexes",
                  indexes,
                  "billing",
                  request.billingModeAsString(),
                  "ttl",
                  "")));
      return CreateTableResponse.builder().build();
    }

    @Override
    public UpdateTimeToLiveResponse updateTimeToLive(UpdateTimeToLiveRequest request) {
      tables
          .getOrDefault(request.tableName(), new TreeMap<>())
          .put("ttl", request.timeToLiveSpecification().attributeName());
      return UpdateTimeToLiveResponse.builder().build();
    }

    private static String keys(List<KeySchemaElement> keys) {
      return keys.stream()
          .map(key -> key.attributeName() + " " + key.keyTypeAsString())
          .collect(Collectors.joining(" "));
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }
}
