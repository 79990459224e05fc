package dev.updraft.aws.stack;

import dev.updraft.aws.AwsCall;
import dev.updraft.aws.AwsClients;
import dev.updraft.aws.AwsProblem;
import dev.updraft.aws.Endpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Reads what is deployed. Every failure is an {@link AwsProblem}. */
public final class StackReader implements AutoCloseable {
  private static final int QUEUES_MAX = 500;
  private static final int QUEUES_PAGE = 100;
  private static final List<QueueAttributeName> DEPTHS =
      List.of(
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

  private final CloudFormationClient stacks;
  private final SqsClient sqs;
  private final EcsClient ecs;

  /** With these clients, which it closes. */
  public StackReader(CloudFormationClient stacks, SqsClient sqs, EcsClient ecs) {
    this.stacks = stacks;
    this.sqs = sqs;
    this.ecs = ecs;
  }

  /**
   * With clients as the SDK's usual variables say.
   *
   * @throws AwsProblem if they do not say enough, such as no region
   */
  public static StackReader fromEnvironment() {
    Endpoints.check(System.getenv(), List.of("CLOUDFORMATION", "SQS", "ECS", "STS"));
    return calling(
        new AwsCall("look at", "the stack", "cloudformation:DescribeStacks"),
        () -> {
          var http = AwsClients.patientHttp();
          return new StackReader(
              CloudFormationClient.builder().httpClient(http).build(),
              SqsClient.builder().httpClient(http).build(),
              EcsClient.builder().httpClient(http).build());
        });
  }

  /** The stack of this name; null if there is none. */
  public @Nullable DeployedStack stack(String name) {
    var call = new AwsCall("describe", "the stack " + name, "cloudformation:DescribeStacks");
    var request = DescribeStacksRequest.builder().stackName(name).build();
    try {
      return calling(call, () -> stacks.describeStacks(request)).stacks().stream()
          .findFirst()
          .map(StackReader::deployed)
          .orElse(null);
    } catch (AwsProblem e) {
      boolean unknown = e.code().equals("ValidationError");
      if (unknown && String.valueOf(e.getMessage()).contains("does not exist")) {
        return null;
      }
      throw e;
    }
  }

  private static DeployedStack deployed(Stack stack) {
    var outputs = new TreeMap<String, String>();
    stack.outputs().forEach(one -> outputs.put(one.outputKey(), one.outputValue()));
    var changed = stack.lastUpdatedTime() == null ? stack.creationTime() : stack.lastUpdatedTime();
    return new DeployedStack(stack.stackName(), stack.stackStatusAsString(), changed, outputs);
  }

  /** The queues whose names begin with a prefix, with how full they are, by name. */
  public List<QueueDepth> queues(String prefix) {
    var depths = new ArrayList<QueueDepth>();
    var call = new AwsCall("list", "the queues " + prefix + "*", "sqs:ListQueues");
    String token = null;
    do {
      var request =
          ListQueuesRequest.builder()
              .queueNamePrefix(prefix)
              .maxResults(QUEUES_PAGE)
              .nextToken(token)
              .build();
      var page = calling(call, () -> sqs.listQueues(request));
      page.queueUrls().forEach(url -> depths.add(depth(url)));
      token = page.nextToken();
    } while (token != null && depths.size() < QUEUES_MAX);
    return depths.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
  }

  private QueueDepth depth(String url) {
    var name = url.substring(url.lastIndexOf('/') + 1);
    var request = GetQueueAttributesRequest.builder().queueUrl(url).attributeNames(DEPTHS).build();
    var call = new AwsCall("look at", "the queue " + name, "sqs:GetQueueAttributes");
    var found = calling(call, () -> sqs.getQueueAttributes(request)).attributes();
    return new QueueDepth(
        name,
        Long.parseLong(found.getOrDefault(DEPTHS.get(0), "0")),
        Long.parseLong(found.getOrDefault(DEPTHS.get(1), "0")),
        Long.parseLong(found.getOrDefault(DEPTHS.get(2), "0")));
  }

  /** How many workers a service has; null if there is no such service. */
  public @Nullable WorkerCount workers(String cluster, String service) {
    var call = new AwsCall("look at", "the service " + service, "ecs:DescribeServices");
    var request = DescribeServicesRequest.builder().cluster(cluster).services(service).build();
    return calling(call, () -> ecs.describeServices(request)).services().stream()
        .findFirst()
        .map(found ->
            new WorkerCount(
                found.serviceName(),
                found.runningCount(),
                found.pendingCount(),
                found.desiredCount()))
        .orElse(null);
  }

  @Override
  public void close() {
    stacks.close();
    sqs.close();
    ecs.close();
  }

  private static <T> T calling(AwsCall call, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw AwsProblem.of(e, call);
    }
  }
}
