package dev.updraft.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StorageTest {
  /** Generated from the stores' schema, and held to it by a test of theirs. */
  private static final Path TABLES =
      Path.of("../aws/src/test/resources/dev/updraft/aws/dynamo/tables.json");

  private final Deployment plain = Deployment.of(Deployment.PLAIN);

  @Test
  void tablesAreWhatTheStoresExpect() throws IOException {
    var expected = new ObjectMapper().readTree(TABLES.toFile());
    var found = new TreeMap<String, Object>();
    plain
        .properties("AWS::DynamoDB::Table")
        .forEach((_, table) -> found.put(table.path("TableName").asText(), described(table)));
    assertThat(new ObjectMapper().<JsonNode>valueToTree(found)).isEqualTo(expected);
  }

  private static Map<String, Object> described(JsonNode table) {
    var indexes = new TreeMap<String, String>();
    table
        .path("GlobalSecondaryIndexes")
        .forEach(index ->
            indexes.put(
                index.path("IndexName").asText(),
                keys(index) + " " + index.path("Projection").path("ProjectionType").asText()));
    var attributes = new TreeMap<String, String>();
    table
        .path("AttributeDefinitions")
        .forEach(one ->
            attributes.put(one.path("AttributeName").asText(), one.path("AttributeType").asText()));
    return Map.of(
        "keys", keys(table),
        "attributes", attributes,
        "indexes", indexes,
        "billing", table.path("BillingMode").asText(),
        "ttl", table.path("TimeToLiveSpecification").path("AttributeName").asText());
  }

  private static String keys(JsonNode node) {
    var keys = new StringBuilder();
    node.path("KeySchema")
        .forEach(key ->
            keys.append(keys.isEmpty() ? "" : " ")
                .append(key.path("AttributeName").asText())
                .append(' ')
                .append(key.path("KeyType").asText()));
    return keys.toString();
  }

  @Test
  void tablesCanBeRestoredToAnyMinute() {
    plain
        .all("AWS::DynamoDB::Table")
        .forEach((id, table) -> {
          var properties = table.path("Properties");
          assertThat(
                  properties
                      .path("PointInTimeRecoverySpecification")
                      .path("PointInTimeRecoveryEnabled")
                      .asBoolean())
              .as(id)
              .isTrue();
        });
  }

  @Test
  void bucketsAreEncryptedAndClosedAndDataStays() {
    plain
        .all("AWS::S3::Bucket")
        .forEach((id, bucket) -> {
          var properties = bucket.path("Properties");
          assertThat(properties.path("BucketEncryption").toString()).as(id).contains("AES256");
          assertThat(properties.path("PublicAccessBlockConfiguration"))
              .as(id)
              .hasSize(4)
              .allMatch(JsonNode::asBoolean);
          assertThat(bucket.path("DeletionPolicy").asText())
              .as(id)
              .isEqualTo(id.startsWith("Web") ? "Delete" : "RetainExceptOnCreate");
        });
    assertThat(plain.template().toString()).doesNotContain("Custom::S3AutoDeleteObjects");
  }

  @Test
  void dataGoesWithTheStackWhereThatIsAskedFor() {
    var other = Deployment.of(Deployment.OTHER);
    for (var type :
        new String[] {"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::Cognito::UserPool"}) {
      assertThat(other.all(type).values())
          .isNotEmpty()
          .allMatch(resource -> resource.path("DeletionPolicy").asText().equals("Delete"));
    }
  }

  @Test
  void logsAndXComsExpireAfterTheirRowsAndDefinitionsStay() {
    var rules =
        plain.one("AWS::S3::Bucket", "StorageData").path("LifecycleConfiguration").path("Rules");
    assertThat(rules.findValuesAsText("Prefix")).containsExactlyInAnyOrder("logs/", "xcoms/");
    assertThat(rules.findValuesAsText("ExpirationInDays")).containsExactly("97", "97");
  }

  @Test
  void changedDagFilesAreToldOfWithoutAFunctionOfTheToolkit() {
    assertThat(
            plain
                .one("AWS::S3::Bucket", "StorageDags")
                .path("NotificationConfiguration")
                .path("EventBridgeConfiguration")
                .path("EventBridgeEnabled")
                .asBoolean())
        .isTrue();
    assertThat(plain.template().toString()).doesNotContain("Custom::S3BucketNotifications");
    var rule = plain.one("AWS::Events::Rule", "SchedulerDagFileChanged").path("EventPattern");
    assertThat(Deployment.texts(rule.path("detail-type")))
        .containsExactly("Object Created", "Object Deleted");
    assertThat(rule.path("detail").path("object").toString()).contains("\"prefix\":\"dags/\"");
  }
}
