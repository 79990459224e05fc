package dev.updraft.standalone.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.aws.AwsClients;
import dev.updraft.aws.AwsNames;
import dev.updraft.aws.AwsSetup;
import dev.updraft.aws.AwsWorld;
import dev.updraft.aws.dynamo.Retention;
import dev.updraft.aws.sqs.SqsQueues;
import dev.updraft.standalone.embedded.EmbeddedAws;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** DynamoDB, SQS, S3 and Parameter Store that other processes can call. */
final class LocalCloud implements AutoCloseable {
  private static final List<String> TASK_QUEUES =
      List.of("tasks-lambda", "tasks-ecs", "tasks-default", "dead-tasks");

  private final EmbeddedAws embedded = EmbeddedAws.startInMemory();
  private final ParameterStore parameters = new ParameterStore();
  private final DynamoDBProxyServer dynamo;
  private final DynamoDbClient client;
  private final URI endpoint;

  LocalCloud() throws Exception {
    int port = freePort();
    dynamo =
        ServerRunner.createServerFromCommandLineArgs(
            new String[] {
              "-inMemory", "-sharedDb", "-disableTelemetry", "-port", Integer.toString(port)
            });
    dynamo.start();
    endpoint = URI.create("http://127.0.0.1:" + port);
    client =
        DynamoDbClient.builder()
            .httpClient(AwsClients.patientHttp())
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("updraft", "secret")))
            .build();
    AwsSetup.create(new AwsClients(client, sqs(), s3()), names(), TASK_QUEUES);
  }

  /** What a function's configuration and role give it. */
  Map<String, String> environment() {
    var environment = new TreeMap<>(embedded.environment());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", endpoint.toString());
    environment.put("AWS_ENDPOINT_URL_SSM", parameters.endpoint().toString());
    environment.put("UPDRAFT_PREFIX", names().prefix());
    environment.put("UPDRAFT_BUCKET", names().bucket());
    environment.put("UPDRAFT_DAG_BUCKET", names().bucket());
    environment.put("UPDRAFT_SECRET_PARAMETER", "/updraft/secret");
    return environment;
  }

  /** The stores as the functions see them. */
  AwsWorld world() {
    var clients = new AwsClients(client, sqs(), s3());
    return AwsWorld.of(clients, names(), Retention.DEFAULT, InstantSource.system());
  }

  AwsNames names() {
    return embedded.world().names();
  }

  SqsClient sqs() {
    return embedded.world().clients().sqs();
  }

  S3Client s3() {
    return embedded.world().clients().s3();
  }

  SqsQueues queues() {
    return embedded.world().queues();
  }

  /** What Parameter Store was given. */
  Map<String, JsonNode> parameters() {
    return parameters.parameters();
  }

  @Override
  public void close() {
    client.close();
    stop();
    parameters.close();
    embedded.close();
  }

  private void stop() {
    try {
      dynamo.stop();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not stop", e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
