package dev.updraft.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessagingTest {
  private final Deployment full = Deployment.of(Deployment.FULL);

  @Test
  void everyQueueIsEncryptedAndHasARedriveButTheLastOnes() {
    full.properties("AWS::SQS::Queue")
        .forEach((id, queue) -> {
          assertThat(queue.path("SqsManagedSseEnabled").asBoolean()).as(id).isTrue();
          boolean last = id.equals("MessagingDeadInbox") || id.equals("MessagingDeadEvents");
          assertThat(queue.has("RedrivePolicy")).as(id).isEqualTo(!last);
        });
  }

  @Test
  void theInboxHasHighThroughputAndItsDeadLettersKeepTheirOrder() {
    var inbox = full.one("AWS::SQS::Queue", "MessagingInbox");
    assertThat(inbox.path("QueueName").asText()).isEqualTo("updraft-inbox.fifo");
    assertThat(inbox.path("DeduplicationScope").asText()).isEqualTo("messageGroup");
    assertThat(inbox.path("FifoThroughputLimit").asText()).isEqualTo("perMessageGroupId");
    assertThat(inbox.path("RedrivePolicy").toString()).contains("MessagingDeadInbox");
    assertThat(full.one("AWS::SQS::Queue", "MessagingDeadInbox").path("FifoQueue").asBoolean())
        .isTrue();
  }

  @Test
  void attemptsThatFailAsMessagesEndWithTheFunctionOfDeadLetters() {
    full.properties("AWS::SQS::Queue")
        .forEach((id, queue) -> {
          if (id.startsWith("MessagingTasks")) {
            assertThat(queue.path("RedrivePolicy").toString()).contains("MessagingDeadTasks");
          }
        });
    assertThat(mapping("ExecutorsDeadLetters").path("EventSourceArn").toString())
        .contains("MessagingDeadTasks");
  }

  /** A batch waits while its function is throttled; one attempt is claimed once, however often. */
  @Test
  void aBatchIsHiddenForSixTimesTheTimeOfItsFunctionAndAnAttemptForItsOwn() {
    var queues = full.template().path("Resources");
    var functions = full.properties("AWS::Lambda::Function");
    full.properties("AWS::Lambda::EventSourceMapping")
        .forEach((id, mapping) -> {
          var queue = mapping.path("EventSourceArn").path("Fn::GetAtt").path(0).asText();
          var hidden = queues.path(queue).path("Properties").path("VisibilityTimeout").asInt();
          var function = id.replaceFirst("Messages$", "Function");
          assertThat(functions).containsKey(function);
          var timeout =
              Map.copyOf(functions).getOrDefault(function, queues).path("Timeout").asInt();
          assertThat(timeout).as(function).isPositive();
          if (mapping.path("BatchSize").asInt() == 1) {
            assertThat(hidden).as(id).isBetween(timeout + 60, timeout + 180);
          } else {
            assertThat(hidden).as(id).isGreaterThanOrEqualTo(6 * timeout);
          }
        });
  }

  /** A call of an AWS service may take 15 s with all its tries ({@code AwsClients}). */
  @Test
  void everyFunctionHasTimeForACallThatIsTriedAgain() {
    full.properties("AWS::Lambda::Function")
        .forEach((id, function) ->
            assertThat(function.path("Timeout").asInt()).as(id).isGreaterThanOrEqualTo(20));
  }

  @Test
  void whoeverReceivesMayHaveAMessageComeSooner() {
    var receiving =
        full.properties("AWS::IAM::Policy").values().stream()
            .flatMap(policy -> Deployment.list(policy.at("/PolicyDocument/Statement")).stream())
            .map(statement -> Deployment.texts(statement.path("Action")))
            .filter(actions -> actions.contains("sqs:ReceiveMessage"))
            .toList();
    assertThat(receiving)
        .hasSize(7)
        .allSatisfy(actions ->
            assertThat(actions).contains("sqs:ChangeMessageVisibility", "sqs:GetQueueUrl"));
  }

  @Test
  void everyMappingFailsMessageByMessageWithALimitAndCallsTheAlias() {
    var mappings = full.properties("AWS::Lambda::EventSourceMapping");
    assertThat(mappings).hasSize(5);
    mappings.forEach((id, mapping) -> {
      assertThat(Deployment.texts(mapping.path("FunctionResponseTypes")))
          .as(id)
          .containsExactly("ReportBatchItemFailures");
      assertThat(mapping.path("ScalingConfig").path("MaximumConcurrency").asInt())
          .as(id)
          .isBetween(2, 1_000);
      assertThat(mapping.path("FunctionName").toString()).as(id).contains(":live");
    });
    assertThat(mapping("ExecutorsTasks").path("BatchSize").asInt()).isEqualTo(1);
  }

  private JsonNode mapping(String function) {
    return full.one("AWS::Lambda::EventSourceMapping", function + "Messages");
  }
}
