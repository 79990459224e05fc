package dev.updraft.aws;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A process that calls as a function does, with nothing but its environment. */
final class FunctionsCalls {
  private FunctionsCalls() {}

  /** Does what the first argument names, with the address of a server in the second. */
  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "together" -> together();
      case "silence" -> silence(URI.create(args[1]));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Two rounds of as many requests at a time as functions make. */
  private static void together() throws Exception {
    try (var clients = AwsClients.fromEnvironment();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 2; round++) {
        List<Callable<Object>> calls = new ArrayList<>();
        for (int i = 0; i < AwsClients.CONNECTIONS; i++) {
          var key = Map.of("pk", AttributeValue.fromS("x" + i));
          calls.add(() -> clients.dynamo().getItem(get -> get.tableName("some").key(key)));
        }
        for (Future<Object> one : threads.invokeAll(calls)) {
          one.get();
        }
      }
      System.out.println(
          "limit "
              + clients
                  .dynamo()
                  .serviceClientConfiguration()
                  .overrideConfiguration()
                  .apiCallTimeout()
                  .orElseThrow()
              + " "
              + clients
                  .sqs()
                  .serviceClientConfiguration()
                  .overrideConfiguration()
                  .apiCallTimeout()
                  .orElseThrow()
              + " "
              + clients
                  .s3()
                  .serviceClientConfiguration()
                  .overrideConfiguration()
                  .apiCallTimeout()
                  .orElseThrow());
    }
  }

  /** Both kinds of clients ask a server that says nothing. */
  private static void silence(URI server) throws Exception {
    var polling = new CountDownLatch(1);
    var poll =
        Thread.ofVirtual()
            .start(() -> {
              polling.countDown();
              ask(AwsClients.patientHttp(), server);
            });
    polling.await();
    ask(AwsClients.http(), server);
    System.out.println(poll.isAlive() ? "gave up before the poll" : "polled no longer");
    System.exit(0);
  }

  private static void ask(SdkHttpClient http, URI server) {
    var request = SdkHttpFullRequest.builder().method(SdkHttpMethod.GET).uri(server).build();
    try {
      http.prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
      throw new IllegalStateException("the server was to say nothing");
    } catch (IOException expected) {
      System.out.println(expected.getClass().getSimpleName());
    }
  }
}
