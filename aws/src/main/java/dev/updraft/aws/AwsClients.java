package dev.updraft.aws;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The clients, which live as long as the process.
 *
 * @param dynamo the client of DynamoDB
 * @param sqs the client of SQS
 * @param s3 the client of S3
 */
public record AwsClients(DynamoDbClient dynamo, SqsClient sqs, S3Client s3)
    implements AutoCloseable {
  /** The longest wait for a function's answer: it is asked again well before its own time is up. */
  static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

  /** The longest time of a function's call with all its tries: less than any function has. */
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

  /** Longer than SQS's long poll of 20 s. */
  static final Duration POLL_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** How many requests are made of one service at a time: {@code Outbox} sends as many. */
  static final int CONNECTIONS = 16;

  private static final String CONNECTIONS_PROPERTY = "http.maxConnections";

  /**
   * Clients of a function, which asks and is answered at once, as the SDK's usual variables say:
   * region, credentials and, to point them elsewhere, {@code AWS_ENDPOINT_URL} or {@code
   * AWS_ENDPOINT_URL_DYNAMODB}, {@code …_SQS}, {@code …_S3}.
   */
  public static AwsClients fromEnvironment() {
    var http = http();
    return new AwsClients(
        DynamoDbClient.builder()
            .httpClient(http)
            .overrideConfiguration(AwsClients::withinTheFunction)
            .build(),
        SqsClient.builder()
            .httpClient(http)
            .overrideConfiguration(AwsClients::withinTheFunction)
            .build(),
        s3(http).overrideConfiguration(AwsClients::withinTheFunction).build());
  }

  private static void withinTheFunction(ClientOverrideConfiguration.Builder configuration) {
    configuration.apiCallTimeout(CALL_TIMEOUT);
  }

  /**
   * Clients of servers elsewhere than in AWS, at the endpoints that these variables name. Region
   * and credentials are found as the SDK finds them.
   *
   * @throws AwsProblem if the variables hold no URL, or no region is set
   */
  public static AwsClients elsewhere(Map<String, String> environment) {
    Endpoints.check(environment, List.of("DYNAMODB", "SQS", "S3"));
    var http = patientHttp();
    try {
      return new AwsClients(
          DynamoDbClient.builder()
              .httpClient(http)
              .endpointOverride(endpoint(environment, "DYNAMODB"))
              .build(),
          SqsClient.builder()
              .httpClient(http)
              .endpointOverride(endpoint(environment, "SQS"))
              .build(),
          S3Client.builder()
              .httpClient(http)
              .endpointOverride(endpoint(environment, "S3"))
              .forcePathStyle(true)
              .build());
    } catch (SdkException e) {
      throw AwsProblem.of(e, new AwsCall("use", "DynamoDB, SQS and S3", "dynamodb:CreateTable"));
    }
  }

  private static @Nullable URI endpoint(Map<String, String> environment, String service) {
    var all = environment.get("AWS_ENDPOINT_URL");
    var one = environment.getOrDefault("AWS_ENDPOINT_URL_" + service, all);
    return one == null ? null : URI.create(one);
  }

  /**
   * A client of S3 alone, as the same variables say.
   *
   * @throws AwsProblem if they do not say enough, such as no region
   */
  public static S3Client s3FromEnvironment() {
    Endpoints.check(System.getenv(), List.of("S3", "STS"));
    try {
      return s3(patientHttp()).build();
    } catch (SdkException e) {
      throw AwsProblem.of(e, new AwsCall("use", "S3", "s3:ListBucket"));
    }
  }

  private static S3ClientBuilder s3(SdkHttpClient http) {
    return S3Client.builder()
        .httpClient(http)
        .serviceConfiguration(s3Configuration(System.getenv()));
  }

  /**
   * The HTTP client that starts fastest and holds no threads, for functions: what is asked is
   * answered at once, or asked again.
   */
  public static SdkHttpClient http() {
    return http(ANSWER_TIMEOUT);
  }

  /** The same for who waits: in long polls, on people's own lines, for servers on busy machines. */
  public static SdkHttpClient patientHttp() {
    return http(POLL_TIMEOUT);
  }

  /** The JDK keeps five idle connections to a server, and would make the others anew each time. */
  private static SdkHttpClient http(Duration socketTimeout) {
    if (System.getProperty(CONNECTIONS_PROPERTY) == null) {
      System.setProperty(CONNECTIONS_PROPERTY, Integer.toString(CONNECTIONS));
    }
    return UrlConnectionHttpClient.builder()
        .socketTimeout(socketTimeout)
        .connectionTimeout(CONNECT_TIMEOUT)
        .build();
  }

  /** Emulators know buckets by path only. */
  private static S3Configuration s3Configuration(Map<String, String> env) {
    var elsewhere = env.containsKey("AWS_ENDPOINT_URL") || env.containsKey("AWS_ENDPOINT_URL_S3");
    return S3Configuration.builder().pathStyleAccessEnabled(elsewhere).build();
  }

  @Override
  public void close() {
    dynamo.close();
    sqs.close();
    s3.close();
  }
}
