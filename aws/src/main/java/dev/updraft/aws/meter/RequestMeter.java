package dev.updraft.aws.meter;

import dev.updraft.aws.AwsClients;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Counts what the requests of clients use, while it is on. It wraps clients instead of listening to
 * the SDK, because DynamoDB in this process is no client of the SDK; so it sees what is called, not
 * what the SDK repeats.
 */
public final class RequestMeter {
  private final Tally tally = new Tally();
  private volatile boolean on = true;

  /** The same clients, counted. */
  public AwsClients watch(AwsClients clients) {
    return new AwsClients(
        wrap(DynamoDbClient.class, clients.dynamo(), Capacity::asked),
        wrap(SqsClient.class, clients.sqs(), UnaryOperator.identity()),
        wrap(S3Client.class, clients.s3(), UnaryOperator.identity()));
  }

  /** Counts from now on, or no longer. */
  public void turn(boolean newlyOn) {
    on = newlyOn;
  }

  /** Begins again at zero. */
  public void reset() {
    tally.reset();
  }

  /** What has been used so far. */
  public Usage usage() {
    return tally.usage();
  }

  private <T> T wrap(Class<T> type, T client, UnaryOperator<Object> asking) {
    return type.cast(
        Proxy.newProxyInstance(
            RequestMeter.class.getClassLoader(),
            new Class<?>[] {type},
            new Counting<>(client, asking)));
  }

  private final class Counting<T> implements InvocationHandler {
    private final T client;
    private final UnaryOperator<Object> asking;

    Counting(T client, UnaryOperator<Object> asking) {
      this.client = client;
      this.asking = asking;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (!on || arguments == null || arguments.length == 0) {
        return called(method, arguments);
      }
      var request = asking.apply(arguments[0]);
      arguments[0] = request;
      try {
        var response = called(method, arguments);
        tally.count(request, response);
        return response;
      } catch (RuntimeException e) {
        tally.countFailed(request, e);
        throw e;
      }
    }

    private @Nullable Object called(Method method, Object @Nullable [] arguments) throws Throwable {
      try {
        return method.invoke(client, arguments);
      } catch (InvocationTargetException e) {
        var cause = e.getCause();
        throw cause == null ? e : cause;
      }
    }
  }
}
