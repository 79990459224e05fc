package dev.updraft.sync.deploy;

import dev.updraft.aws.AwsCall;
import dev.updraft.aws.AwsClients;
import dev.updraft.aws.AwsProblem;
import dev.updraft.aws.Endpoints;
import dev.updraft.aws.call.Functions;
import dev.updraft.aws.call.SignedCalls;
import dev.updraft.aws.stack.StackReader;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.RegionMetadata;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The account and region that a deployment would go to.
 *
 * @param id the account's number
 * @param region the region
 * @param bootstrap the version of the CDK's bootstrap stack
 * @param concurrency how many functions may run at once
 * @param stack CloudFormation's word for the stack's state, {@code none} if there is none
 */
public record Account(String id, String region, int bootstrap, int concurrency, String stack) {
  /** What every deployment needs: the default shares of queues add up to it. */
  static final int CONCURRENCY_MIN = 10;

  private static final String VERSION = "/cdk-bootstrap/hnb659fds/version";

  /** From this version on roles are named as CDK's templates expect. */
  private static final int BOOTSTRAP_MIN = 6;

  /** What is asked. */
  record Clients(StsClient identity, SsmClient parameters, Functions functions, StackReader stacks)
      implements AutoCloseable {
    @Override
    public void close() {
      identity.close();
      parameters.close();
      stacks.close();
    }
  }

  /**
   * As the SDK's usual variables say.
   *
   * @param stack the name of the stack that is to be deployed
   * @throws AwsProblem if the account cannot be deployed to; its message is one line
   */
  public static Account fromEnvironment(String stack) {
    Endpoints.check(System.getenv(), List.of("STS", "SSM", "LAMBDA", "CLOUDFORMATION"));
    var region = regionOfEnvironment();
    try (var clients =
        new Clients(
            StsClient.builder().httpClient(AwsClients.http()).build(),
            SsmClient.builder().httpClient(AwsClients.http()).build(),
            new Functions(SignedCalls.fromEnvironment("lambda")),
            StackReader.fromEnvironment())) {
      return of(clients, region, stack);
    }
  }

  private static String regionOfEnvironment() {
    var call = new AwsCall("deploy", "the stack", "cloudformation:CreateStack");
    var region =
        asking(call, () -> DefaultAwsRegionProviderChain.builder().build().getRegion().id());
    if (RegionMetadata.of(software.amazon.awssdk.regions.Region.of(region)) == null) {
      throw new AwsProblem(
          "AWS has no region '%s'; set AWS_REGION to one such as eu-west-1".formatted(region),
          null);
    }
    return region;
  }

  static Account of(Clients clients, String region, String stack) {
    var whose = new AwsCall("ask for", "the account of these credentials", "sts:GetCallerIdentity");
    var id = asking(whose, () -> clients.identity().getCallerIdentity().account());
    int bootstrap = bootstrap(clients.parameters(), id, region);
    int concurrency = clients.functions().unreservedConcurrency();
    if (concurrency < CONCURRENCY_MIN) {
      throw new AwsProblem(
          ("account %s runs %d functions at once in %s, and a deployment needs %d; ask for more in"
                  + " Service Quotas: Lambda, Concurrent executions")
              .formatted(id, concurrency, region, CONCURRENCY_MIN),
          null);
    }
    var there = clients.stacks().stack(stack);
    var status = there == null ? "none" : there.status();
    if (status.endsWith("_IN_PROGRESS")) {
      throw new AwsProblem(
          "the stack %s is %s; wait until that has ended".formatted(stack, status), null);
    }
    if (status.equals("ROLLBACK_FAILED") || status.equals("DELETE_FAILED")) {
      throw new AwsProblem(
          ("the stack %s is %s; its events in CloudFormation say why; delete it with `npx cdk"
                  + " destroy`, then deploy again")
              .formatted(stack, status),
          null);
    }
    return new Account(id, region, bootstrap, concurrency, status);
  }

  private static int bootstrap(SsmClient parameters, String account, String region) {
    var where = "aws://%s/%s".formatted(account, region);
    var command = "; run `npx cdk bootstrap %s` in infra-cdk, once".formatted(where);
    var call = new AwsCall("ask for", "the CDK's bootstrap of " + where, "ssm:GetParameter");
    int version;
    try {
      version =
          Integer.parseInt(
              parameters.getParameter(get -> get.name(VERSION)).parameter().value().strip());
    } catch (ParameterNotFoundException e) {
      throw new AwsProblem("%s has not been prepared for the CDK%s".formatted(where, command), e);
    } catch (SdkException e) {
      throw AwsProblem.of(e, call);
    }
    if (version < BOOTSTRAP_MIN) {
      throw new AwsProblem(
          "%s was prepared for the CDK by version %d, and %d is needed%s"
              .formatted(where, version, BOOTSTRAP_MIN, command),
          null);
    }
    return version;
  }

  private static <T> T asking(AwsCall call, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw AwsProblem.of(e, call);
    }
  }
}
