package dev.updraft.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.sqs.Queue;

/** Rights, each on named resources, with the very actions that the stores use. */
final class Rights {
  private Rights() {}

  /** Items by key, and ranges of them, of the table and of its indexes. */
  static PolicyStatement read(Table table, String... indexes) {
    var resources = new ArrayList<>(List.of(table.getTableArn()));
    for (var index : indexes) {
      resources.add(table.getTableArn() + "/index/" + index);
    }
    return statement(resources, "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query");
  }

  static PolicyStatement write(Table table) {
    return statement(
        List.of(table.getTableArn()),
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:BatchWriteItem");
  }

  static PolicyStatement update(Table table) {
    return statement(List.of(table.getTableArn()), "dynamodb:GetItem", "dynamodb:UpdateItem");
  }

  static PolicyStatement write(LogGroup log) {
    return statement(List.of(log.getLogGroupArn()), "logs:CreateLogStream", "logs:PutLogEvents");
  }

  static PolicyStatement send(Stream<Queue> queues) {
    return statement(arns(queues.toList()), "sqs:SendMessage", "sqs:GetQueueUrl");
  }

  /**
   * Of a worker or of a mapped function: both ask for the queue's URL to have a message come sooner
   * or later, and the mapping looks at the queue's settings.
   */
  static PolicyStatement receive(List<Queue> queues, boolean mapped) {
    var actions =
        Stream.of(
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:GetQueueUrl");
    var all = mapped ? Stream.concat(actions, Stream.of("sqs:GetQueueAttributes")) : actions;
    return statement(arns(queues), all.toArray(String[]::new));
  }

  static PolicyStatement getObjects(Bucket bucket, String prefix) {
    return statement(List.of(bucket.arnForObjects(prefix + "*")), "s3:GetObject");
  }

  static PolicyStatement putObjects(Bucket bucket, String prefix) {
    return statement(
        List.of(bucket.arnForObjects(prefix + "*")),
        "s3:GetObject",
        "s3:PutObject",
        "s3:DeleteObject");
  }

  /** Tells a missing object from a forbidden one, and lists. */
  static PolicyStatement list(Bucket bucket) {
    return statement(List.of(bucket.getBucketArn()), "s3:ListBucket");
  }

  /** The secret is made by whoever first finds it missing. */
  static PolicyStatement secret(Stack stack, String parameter) {
    var arn =
        stack.formatArn(
            ArnComponents.builder()
                .service("ssm")
                .resource("parameter")
                .resourceName(parameter.substring(1))
                .arnFormat(ArnFormat.SLASH_RESOURCE_NAME)
                .build());
    return statement(List.of(arn), "ssm:GetParameter", "ssm:PutParameter");
  }

  static PolicyStatement call(Alias function) {
    return statement(List.of(function.getFunctionArn()), "lambda:InvokeFunction");
  }

  static PolicyStatement statement(List<String> resources, String... actions) {
    return PolicyStatement.Builder.create().actions(List.of(actions)).resources(resources).build();
  }

  private static List<String> arns(List<Queue> queues) {
    return queues.stream().map(Queue::getQueueArn).toList();
  }
}
