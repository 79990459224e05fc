package dev.updraft.sync.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.aws.stack.StackReader;
import dev.updraft.core.wire.Json;
import dev.updraft.sync.FakeAws;
import dev.updraft.sync.FakeAws.Answer;
import dev.updraft.sync.FakeAws.Request;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A stack's status, from answers in the formats of CloudFormation, SQS, ECS and the API. */
class StatusCommandTest {
  private static final String QUEUES = "http://sqs.us-east-1.amazonaws.com/123456789012/";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aStackThatIsWell() throws IOException {
    assertThat(status(request -> request, "--stack", "prod")).isZero();
    assertThat(out.toString())
        .contains("prod: UPDATE_COMPLETE, version 0.1.0, deployed 2026-11-02T10:00:00Z")
        .contains("UI              https://ui.example")
        .contains("DAG files       s3://prod-dags/dags/")
        .containsPattern("tasks-lambda +7 +2 +1")
        .containsPattern("inbox.fifo +0 +0 +0")
        .containsPattern("workers of +running +starting +wanted")
        .containsPattern("\n  big +3 +1 +4\n  default +0 +0 +0\n")
        .containsPattern("scheduler +healthy")
        .doesNotContain("problem:");
  }

  @Test
  void jsonHoldsTheSame() throws IOException {
    assertThat(status(request -> request, "--json")).isZero();
    var json = Json.MAPPER.readTree(out.toString());
    assertThat(json.at("/outputs/DagBucket").asText()).isEqualTo("s3://prod-dags/dags/");
    assertThat(json.at("/queues/4/name").asText()).isEqualTo("tasks-lambda");
    assertThat(json.at("/queues/4/in_flight").asInt()).isEqualTo(2);
    assertThat(json.at("/workers/0/queue").asText()).isEqualTo("big");
    assertThat(json.at("/workers/0/service").asText()).isEqualTo("prod-workers-big");
    assertThat(json.at("/workers/0/desired").asInt()).isEqualTo(4);
    assertThat(json.at("/health/scheduler").asText()).isEqualTo("healthy");
  }

  @Test
  void whatMayNotBeReadIsAProblemAndTheRestIsShown() throws IOException {
    int code =
        status(answer ->
            answer.body().contains("runningCount")
                ? Answer.of(
                    400, "{\"__type\":\"AccessDeniedException\",\"message\":\"not authorized\"}")
                : answer);
    assertThat(code).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("tasks-lambda +7")
        .contains("problem: cannot look at the service prod-workers-big: access is denied")
        .contains("ecs:DescribeServices");
  }

  @Test
  void sicknessIsAProblem() throws IOException {
    int code =
        status(answer ->
            answer.body().contains("latest_scheduler_heartbeat")
                ? Answer.of(200, "{\"scheduler\":{\"status\":\"unhealthy\"}}")
                : answer);
    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).contains("problem: scheduler is unhealthy");
  }

  @Test
  void anApiThatDoesNotAnswerWellIsAProblem() throws IOException {
    int code =
        status(answer ->
            answer.body().contains("latest_scheduler_heartbeat") ? Answer.of(502, "") : answer);
    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).contains("does not say how it is").contains("answered 502");
  }

  @Test
  void noSuchStackIsTold() throws IOException {
    int code =
        status(
            answer ->
                answer.body().contains("DescribeStacksResult")
                    ? cloudFormationError("ValidationError", "Stack with id nope does not exist")
                    : answer,
            "--stack",
            "nope");
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("there is no stack nope in this account and region");
  }

  @Test
  void aRefusalIsOneLine() throws IOException {
    int code = status(_ -> cloudFormationError("ExpiredToken", "expired"));
    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("updraft: cannot describe the stack updraft: the AWS credentials have expired");
    assertThat(err.toString().lines()).hasSize(1);
  }

  private static Answer cloudFormationError(String code, String message) {
    return Answer.of(
        400,
        """
        <ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
        <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
        <RequestId>R</RequestId></ErrorResponse>
        """
            .formatted(code, message));
  }

  private int status(UnaryOperator<Answer> altered, String... args) throws IOException {
    var self = new URI[1];
    try (var aws = new FakeAws(request -> altered.apply(answer(request, self[0])))) {
      self[0] = aws.endpoint();
      return new CommandLine(new StatusCommand(() -> reader(aws.endpoint())))
          .setOut(new PrintWriter(out))
          .setErr(new PrintWriter(err))
          .execute(args);
    }
  }

  private static StackReader reader(URI endpoint) {
    return new StackReader(
        at(CloudFormationClient.builder(), endpoint).build(),
        at(SqsClient.builder(), endpoint).build(),
        at(EcsClient.builder(), endpoint).build());
  }

  private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B at(
      B builder, URI endpoint) {
    return builder
        .httpClient(UrlConnectionHttpClient.create())
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
  }

  private static Answer answer(Request request, URI self) {
    if (request.path().endsWith("/api/v2/monitor/health")) {
      return Answer.of(
          200,
          "{\"metadatabase\":{\"status\":\"healthy\"},\"scheduler\":{\"status\":\"healthy\","
              + "\"latest_scheduler_heartbeat\":\"2026-11-21T00:00:00Z\"},"
              + "\"triggerer\":{\"status\":null},\"dag_processor\":{\"status\":null}}");
    }
    return switch (request.target()) {
      case "" -> stack(self);
      case "AmazonSQS.ListQueues" ->
          Answer.of(
              200,
              Stream.of("tasks-lambda", "inbox.fifo", "tasks-default", "tasks-big", "tasks-ecs")
                  .map(queue -> "\"" + QUEUES + "prod-" + queue + "\"")
                  .collect(Collectors.joining(",", "{\"QueueUrls\":[", "]}")));
      case "AmazonSQS.GetQueueAttributes" ->
          Answer.of(200, depth(request.body().contains("tasks-lambda")));
      case "AmazonEC2ContainerServiceV20141113.DescribeServices" ->
          Answer.of(200, service(request.body().contains("prod-workers-big")));
      default -> Answer.of(400, "{\"__type\":\"UnknownOperationException\"}");
    };
  }

  private static String service(boolean big) {
    return big
        ? "{\"services\":[{\"serviceName\":\"prod-workers-big\",\"runningCount\":3,"
            + "\"pendingCount\":1,\"desiredCount\":4}],\"failures\":[]}"
        : "{\"services\":[{\"serviceName\":\"prod-workers-default\",\"runningCount\":0,"
            + "\"pendingCount\":0,\"desiredCount\":0}],\"failures\":[]}";
  }

  private static String depth(boolean busy) {
    return busy
        ? "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"7\","
            + "\"ApproximateNumberOfMessagesNotVisible\":\"2\","
            + "\"ApproximateNumberOfMessagesDelayed\":\"1\"}}"
        : "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"0\"}}";
  }

  private static Answer stack(URI self) {
    var outputs = new StringBuilder();
    output(outputs, "ApiUrl", self + "/");
    output(outputs, "UiUrl", "https://ui.example");
    output(outputs, "DagBucket", "s3://prod-dags/dags/");
    output(outputs, "Prefix", "prod");
    output(outputs, "WorkerCluster", "prod-cluster");
    output(outputs, "WorkerService", "prod-workers");
    output(outputs, "Version", "0.1.0");
    return Answer.of(
        200,
        """
        <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
        <DescribeStacksResult><Stacks><member><StackName>prod</StackName>
        <CreationTime>2026-11-01T10:00:00Z</CreationTime>
        <LastUpdatedTime>2026-11-02T10:00:00Z</LastUpdatedTime>
        <StackStatus>UPDATE_COMPLETE</StackStatus><Outputs>%s</Outputs></member></Stacks>
        </DescribeStacksResult><ResponseMetadata><RequestId>R</RequestId></ResponseMetadata>
        </DescribeStacksResponse>
        """
            .formatted(outputs));
  }

  private static void output(StringBuilder outputs, String key, String value) {
    outputs.append(
        "<member><OutputKey>%s</OutputKey><OutputValue>%s</OutputValue></member>"
            .formatted(key, value));
  }
}
