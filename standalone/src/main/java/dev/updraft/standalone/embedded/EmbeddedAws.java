package dev.updraft.standalone.embedded;

import dev.updraft.aws.AwsClients;
import dev.updraft.aws.AwsNames;
import dev.updraft.aws.AwsSetup;
import dev.updraft.aws.AwsWorld;
import dev.updraft.aws.dynamo.Retention;
import dev.updraft.core.port.StoreException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * DynamoDB, SQS and S3 in this process, with tables, queues and bucket made. What DynamoDB and S3
 * hold survives the process, however it ends; what is in queues does not, and the watchdogs of runs
 * send it again.
 */
public final class EmbeddedAws implements AutoCloseable {
  /** The executors' queues that every deployment has. */
  public static final List<String> TASK_QUEUES =
      List.of("tasks-lambda", "tasks-ecs", "tasks-local", "tasks-sequential", "tasks-default");

  private static final String ACCESS_KEY_ID = "updraft";
  private static final int SECRET_BYTES = 20;

  private final EmbeddedDynamo dynamo;
  private final EmbeddedSqs sqs;
  private final EmbeddedS3 s3;
  private final String secret;
  private final AwsClients clients;
  private final AwsWorld world;

  private EmbeddedAws(
      EmbeddedDynamo dynamo, EmbeddedSqs sqs, EmbeddedS3 s3, String secret, Options options) {
    this.dynamo = dynamo;
    this.sqs = sqs;
    this.s3 = s3;
    this.secret = secret;
    this.clients = connect();
    AwsSetup.create(clients, options.names(), options.taskQueues());
    dynamo.tablesAreMade();
    this.world = AwsWorld.of(clients, options.names(), options.retention(), InstantSource.system());
  }

  /** Starts the servers on this folder, on free ports. */
  public static EmbeddedAws start(Path folder) {
    return start(Options.DEFAULT.in(folder));
  }

  /** Starts the servers in memory, on free ports. */
  public static EmbeddedAws startInMemory() {
    return start(Options.DEFAULT);
  }

  /**
   * Starts the servers, all at once.
   *
   * @throws FolderInUseException if another process has the folder open
   */
  public static EmbeddedAws start(Options options) {
    var folder = options.folder();
    var secret = randomSecret();
    var dynamo = starting(() -> EmbeddedDynamo.start(folder));
    var sqs = starting(() -> EmbeddedSqs.start(options.sqsPort()));
    var buckets = folder == null ? null : folder.resolve("s3");
    var s3 = starting(() -> EmbeddedS3.start(buckets, options.s3Port(), ACCESS_KEY_ID, secret));
    try {
      return new EmbeddedAws(dynamo.join(), sqs.join(), s3.join(), secret, options);
    } catch (CompletionException e) {
      List.of(dynamo, sqs, s3).forEach(EmbeddedAws::closeWhenStarted);
      if (e.getCause() instanceof FolderInUseException inUse) {
        throw inUse;
      }
      throw new StoreException("the embedded servers did not start", e);
    }
  }

  /** One that did start must not outlive those that did not. */
  private static void closeWhenStarted(CompletableFuture<? extends AutoCloseable> server) {
    var closing =
        server.thenAccept(started -> {
          try {
            started.close();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        });
    closing.exceptionally(_ -> null).join();
  }

  private static <T> CompletableFuture<T> starting(Supplier<T> start) {
    Executor thread = task -> Thread.ofPlatform().daemon().start(task);
    return CompletableFuture.supplyAsync(start, thread);
  }

  /** One of each port, on these servers. */
  public AwsWorld world() {
    return world;
  }

  /** Where SQS listens. */
  public URI sqsEndpoint() {
    return sqs.endpoint();
  }

  /** Where S3 listens. */
  public URI s3Endpoint() {
    return s3.endpoint();
  }

  /**
   * What other processes need in their environment to call these servers. DynamoDB is not among
   * them: it is called in this process only.
   */
  public Map<String, String> environment() {
    var variables = new TreeMap<String, String>();
    variables.put("AWS_ACCESS_KEY_ID", ACCESS_KEY_ID);
    variables.put("AWS_SECRET_ACCESS_KEY", secret);
    variables.put("AWS_REGION", EmbeddedSqs.REGION);
    variables.put("AWS_ENDPOINT_URL_SQS", sqsEndpoint().toString());
    variables.put("AWS_ENDPOINT_URL_S3", s3Endpoint().toString());
    return variables;
  }

  @Override
  public void close() {
    try (dynamo;
        sqs;
        s3;
        clients) {
      // Closing is all that is left to do, in reverse order and each whatever the others throw.
    }
  }

  private AwsClients connect() {
    var credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY_ID, secret));
    var region = Region.of(EmbeddedSqs.REGION);
    var queues =
        SqsClient.builder()
            .httpClient(AwsClients.patientHttp())
            .endpointOverride(sqsEndpoint())
            .region(region)
            .credentialsProvider(credentials)
            .build();
    var objects =
        S3Client.builder()
            .httpClient(AwsClients.patientHttp())
            .endpointOverride(s3Endpoint())
            .forcePathStyle(true)
            .region(region)
            .credentialsProvider(credentials)
            .build();
    return new AwsClients(dynamo.client(), queues, objects);
  }

  private static String randomSecret() {
    var bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * How to start.
   *
   * @param folder where data is kept; null keeps it in memory
   * @param sqsPort SQS's port, 0 for any free one
   * @param s3Port S3's port, 0 for any free one
   * @param names the names of tables, queues and bucket
   * @param taskQueues the executors' queues to make
   * @param retention how long history is kept
   */
  public record Options(
      @Nullable Path folder,
      int sqsPort,
      int s3Port,
      AwsNames names,
      List<String> taskQueues,
      Retention retention) {
    /** In memory, on free ports. */
    public static final Options DEFAULT =
        new Options(
            null, 0, 0, new AwsNames("updraft", "updraft-data"), TASK_QUEUES, Retention.DEFAULT);

    public Options {
      taskQueues = List.copyOf(taskQueues);
    }

    /** The same, with data in a folder. */
    public Options in(Path dataFolder) {
      return new Options(dataFolder, sqsPort, s3Port, names, taskQueues, retention);
    }
  }
}
