package dev.updraft.sync.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.aws.AwsProblem;
import dev.updraft.aws.call.Functions;
import dev.updraft.aws.call.SignedCalls;
import dev.updraft.aws.stack.StackReader;
import dev.updraft.sync.FakeAws;
import dev.updraft.sync.FakeAws.Answer;
import dev.updraft.sync.FakeAws.Request;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

class AccountTest {
  private int concurrency = 1_000;
  private String bootstrap = "30";
  private String stack = "";
  private int identityStatus = 200;

  @Test
  void anAccountThatIsReadyIsDescribed() throws IOException {
    assertThat(look()).isEqualTo(new Account("123456789012", "eu-west-1", 30, 1_000, "none"));
  }

  @Test
  void aStackThatIsThereIsUpgraded() throws IOException {
    stack = "UPDATE_COMPLETE";
    assertThat(look().stack()).isEqualTo("UPDATE_COMPLETE");
  }

  @Test
  void aRegionThatWasNotBootstrappedIsNamedWithTheCommandThatDoesIt() {
    bootstrap = "";
    refused(
        "aws://123456789012/eu-west-1 has not been prepared for the CDK; run `npx cdk bootstrap"
            + " aws://123456789012/eu-west-1` in infra-cdk, once");
  }

  @Test
  void aBootstrapOfLongAgoIsNotEnough() {
    bootstrap = "3";
    refused("by version 3, and 6 is needed; run `npx cdk bootstrap");
  }

  @Test
  void anAccountWithFewerExecutionsThanADeploymentNeedsIsRefused() {
    concurrency = 9;
    refused("runs 9 functions at once in eu-west-1, and a deployment needs 10; ask for more in");
  }

  @Test
  void aStackThatChangesIsWaitedForAndOneThatIsStuckIsNamed() {
    stack = "UPDATE_IN_PROGRESS";
    refused("the stack updraft is UPDATE_IN_PROGRESS; wait until that has ended");
    stack = "ROLLBACK_FAILED";
    refused("delete it with `npx cdk destroy`, then deploy again");
  }

  @Test
  void credentialsThatAwsDoesNotKnowAreSaidInOneLine() {
    identityStatus = 403;
    refused("cannot ask for the account of these credentials");
  }

  private void refused(String expected) {
    assertThatThrownBy(this::look)
        .isInstanceOf(AwsProblem.class)
        .hasMessageContaining(expected)
        .message()
        .doesNotContain("\n");
  }

  private Account look() throws IOException {
    try (var aws = new FakeAws(this::answer);
        var clients = clients(aws)) {
      return Account.of(clients, "eu-west-1", "updraft");
    }
  }

  private Answer answer(Request request) {
    if (request.path().startsWith("/2016-08-19/account-settings")) {
      return Answer.of(
          200,
          "{\"AccountLimit\": {\"UnreservedConcurrentExecutions\": %d}}".formatted(concurrency));
    }
    if (request.target().endsWith("GetParameter")) {
      return bootstrap.isEmpty()
          ? Answer.of(400, "{\"__type\": \"ParameterNotFound\", \"message\": \"none\"}")
          : Answer.of(200, "{\"Parameter\": {\"Value\": \"%s\"}}".formatted(bootstrap));
    }
    if (request.body().contains("GetCallerIdentity")) {
      return identityStatus == 200
          ? Answer.of(
              200,
              "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>"
                  + "</GetCallerIdentityResult></GetCallerIdentityResponse>")
          : Answer.of(
              identityStatus,
              "<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>The security token"
                  + " included in the request is invalid</Message></Error></ErrorResponse>");
    }
    return stack.isEmpty()
        ? Answer.of(
            400,
            "<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id updraft does"
                + " not exist</Message></Error></ErrorResponse>")
        : Answer.of(
            200,
            ("<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>updraft"
                    + "</StackName><StackStatus>%s</StackStatus></member></Stacks>"
                    + "</DescribeStacksResult></DescribeStacksResponse>")
                .formatted(stack));
  }

  private static Account.Clients clients(FakeAws aws) {
    var lambda = new SignedCalls("lambda", aws.endpoint(), Region.EU_WEST_1, credentials());
    return new Account.Clients(
        of(aws, StsClient.builder()),
        of(aws, SsmClient.builder()),
        new Functions(lambda),
        new StackReader(
            of(aws, CloudFormationClient.builder()),
            of(aws, SqsClient.builder()),
            of(aws, EcsClient.builder())));
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(
      FakeAws aws, B builder) {
    return builder
        .endpointOverride(aws.endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials())
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("some", "secret"));
  }
}
