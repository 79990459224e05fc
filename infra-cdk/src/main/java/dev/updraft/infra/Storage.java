package dev.updraft.infra;

import dev.updraft.infra.options.Options;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.CfnTable;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/**
 * The tables, the bucket of DAG files and the bucket of logs, XComs and definitions. Tables are
 * encrypted with DynamoDB's own key and buckets with S3's: a key of the deployment's own would cost
 * more than all else does when nothing runs.
 */
final class Storage extends Construct {
  /** The indexes of the table of runs; the test of tables holds them to the stores' schema. */
  static final Map<String, List<String>> RUN_INDEXES =
      Map.of(
          "by-dag", List.of("dp", "ds"),
          "latest", List.of("lp", "ls"),
          "unfinished", List.of("up", "us"));

  /** What has expired for its rows may lie on for so long in the bucket. */
  private static final int LAG_DAYS = 7;

  private static final int OLD_VERSIONS_DAYS = 30;

  private final Options options;
  private final Kept kept;

  final Table state;
  final Table catalog;
  final Table runs;
  final Table timers;
  final Bucket dags;
  final Bucket data;

  Storage(Construct scope, Options options, Kept kept) {
    super(scope, "Storage");
    this.options = options;
    this.kept = kept;
    this.state = table("State", "state", true);
    this.catalog = table("Catalog", "catalog", false);
    this.runs = table("Runs", "runs", true);
    this.timers = table("Timers", "timers", false);
    List.of(indexes()).forEach(this::indexRuns);
    this.dags =
        bucket("Dags")
            .versioned(true)
            .lifecycleRules(
                List.of(
                    LifecycleRule.builder()
                        .id("old-versions")
                        .noncurrentVersionExpiration(Duration.days(OLD_VERSIONS_DAYS))
                        .abortIncompleteMultipartUploadAfter(Duration.days(1))
                        .build()))
            .build();
    tellsEventBridge(dags);
    this.data =
        bucket("Data").lifecycleRules(List.of(expiring("logs/"), expiring("xcoms/"))).build();
  }

  static String[] indexes() {
    return RUN_INDEXES.keySet().stream().sorted().toArray(String[]::new);
  }

  private Table table(String id, String name, boolean expires) {
    var building =
        Table.Builder.create(this, id)
            .tableName(options.name() + "-" + name)
            .partitionKey(text("pk"))
            .sortKey(text("sk"))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .encryption(TableEncryption.DEFAULT)
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
            .removalPolicy(kept.removal);
    var table = (expires ? building.timeToLiveAttribute("x") : building).build();
    if (table.getNode().getDefaultChild() instanceof CfnTable resource) {
      kept.protect(resource, "DeletionProtectionEnabled", true, false);
    }
    return table;
  }

  private void indexRuns(String name) {
    var keys = RUN_INDEXES.getOrDefault(name, List.of());
    runs.addGlobalSecondaryIndex(
        GlobalSecondaryIndexProps.builder()
            .indexName(name)
            .partitionKey(text(keys.getFirst()))
            .sortKey(text(keys.getLast()))
            .projectionType(ProjectionType.KEYS_ONLY)
            .build());
  }

  private static Attribute text(String name) {
    return Attribute.builder().name(name).type(AttributeType.STRING).build();
  }

  private Bucket.Builder bucket(String id) {
    return Bucket.Builder.create(this, id)
        .encryption(BucketEncryption.S3_MANAGED)
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .enforceSsl(true)
        .minimumTlsVersion(1.2)
        .removalPolicy(kept.removal);
  }

  private LifecycleRule expiring(String prefix) {
    return LifecycleRule.builder()
        .id("expired-" + prefix.replace("/", ""))
        .prefix(prefix)
        .expiration(Duration.days(options.retentionDays() + LAG_DAYS))
        .abortIncompleteMultipartUploadAfter(Duration.days(1))
        .build();
  }

  /** Asked of the bucket itself: the CDK's own way would deploy a function for it. */
  private static void tellsEventBridge(Bucket bucket) {
    if (bucket.getNode().getDefaultChild() instanceof CfnBucket resource) {
      resource.addPropertyOverride(
          "NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", true);
    }
  }
}
