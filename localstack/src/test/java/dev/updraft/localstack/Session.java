package dev.updraft.localstack;

import java.net.URI;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Tells the journeys where the services are, before the first: at {@code AWS_ENDPOINT_URL} if that
 * is set, else in a LocalStack of their own. After the last it leaves nothing behind.
 */
public final class Session implements LauncherSessionListener {
  private static final String ENDPOINT = "AWS_ENDPOINT_URL";
  private static final String REGION = "us-east-1";
  private static final String CREDENTIAL = "test";

  private @Nullable AutoCloseable ending;

  /** Looks whether there is something to run on; says in a line what is missing if not. */
  public static void main(String[] arguments) {
    var given = System.getenv(ENDPOINT);
    try {
      if (given == null) {
        LocalStack.requireDocker();
      } else {
        var _ = Answering.at(ENDPOINT, given);
      }
      System.exit(0);
    } catch (UnusableException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    var given = System.getenv(ENDPOINT);
    var prefix = "journeys-%06x".formatted(ThreadLocalRandom.current().nextInt(1 << 24));
    System.setProperty("updraft.prefix", prefix);
    set("aws.region", "AWS_REGION", REGION);
    set("aws.accessKeyId", "AWS_ACCESS_KEY_ID", CREDENTIAL);
    set("aws.secretAccessKey", "AWS_SECRET_ACCESS_KEY", CREDENTIAL);
    if (given == null) {
      var container = LocalStack.start();
      ending = container;
      tell(container.endpoint());
    } else {
      var endpoint = Answering.at(ENDPOINT, given);
      ending = () -> Removal.of(endpoint, prefix);
      tell(endpoint);
    }
  }

  private static void tell(URI endpoint) {
    System.setProperty("aws.endpointUrl", endpoint.toString());
    System.out.println("The journeys' DynamoDB, SQS and S3 are at " + endpoint);
  }

  private static void set(String property, String variable, String otherwise) {
    System.setProperty(property, Objects.requireNonNullElse(System.getenv(variable), otherwise));
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (ending == null) {
      return;
    }
    try {
      ending.close();
    } catch (Exception e) {
      throw new IllegalStateException("the services were not left as they were found", e);
    }
  }
}
