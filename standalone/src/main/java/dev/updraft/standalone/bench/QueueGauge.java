package dev.updraft.standalone.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;

/**
 * Counts an SQS client's requests by queue and action, so that the receives that found nothing can
 * be told from those that carried work.
 */
final class QueueGauge {
  /** The action of a receive that found nothing. */
  static final String EMPTY = "receive nothing";

  private final SortedMap<String, Long> counts = new TreeMap<>();

  SqsClient around(SqsClient client) {
    return (SqsClient)
        Proxy.newProxyInstance(
            QueueGauge.class.getClassLoader(),
            new Class<?>[] {SqsClient.class},
            (_, method, arguments) -> call(client, method, arguments));
  }

  /** Requests so far, by queue, a blank, and action. */
  synchronized SortedMap<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  private @Nullable Object call(SqsClient client, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      var answer = method.invoke(client, arguments);
      if (arguments != null && arguments.length == 1) {
        count(arguments[0], answer);
      }
      return answer;
    } catch (InvocationTargetException e) {
      var cause = e.getCause();
      throw cause == null ? e : cause;
    }
  }

  private void count(Object request, @Nullable Object answer) {
    switch (request) {
      case SendMessageBatchRequest one -> add(one.queueUrl(), "send");
      case ReceiveMessageRequest one ->
          add(
              one.queueUrl(),
              answer instanceof ReceiveMessageResponse found && found.hasMessages()
                  ? "receive"
                  : EMPTY);
      case DeleteMessageRequest one -> add(one.queueUrl(), "delete");
      case DeleteMessageBatchRequest one -> add(one.queueUrl(), "delete");
      case ChangeMessageVisibilityRequest one -> add(one.queueUrl(), "hide");
      case ChangeMessageVisibilityBatchRequest one -> add(one.queueUrl(), "hide");
      default -> {
        // Finding a queue's URL: once in a process.
      }
    }
  }

  private synchronized void add(String url, String action) {
    var queue = url.substring(url.lastIndexOf('/') + 1);
    counts.merge(queue + " " + action, 1L, Long::sum);
  }
}
