package dev.updraft.standalone.journey;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where a program under test has DynamoDB, SQS and S3: in itself, or where the SDK's system
 * properties say. There, each data folder has names of its own, whoever starts on it.
 */
final class Aws {
  /**
   * How much longer a story may take elsewhere. Emulators are slower; and what a process had
   * received when it was killed, or what its last long poll still received for nobody, is out of
   * sight through the visibility timeout, 120 s for a task and 90 s for an inbox. Queues in the
   * program itself end with it.
   */
  static final Duration LONGER =
      System.getProperty("aws.endpointUrl") == null ? Duration.ZERO : Duration.ofMinutes(4);

  private static final Map<Path, String> PREFIXES = new ConcurrentHashMap<>();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Aws() {}

  /**
   * What a program over this folder has in its environment, beside the usual. Nothing if the
   * services are in itself.
   */
  static Map<String, String> environment(Path folder) {
    var endpoint = System.getProperty("aws.endpointUrl");
    if (endpoint == null) {
      return Map.of();
    }
    return Map.of(
        "AWS_ENDPOINT_URL", endpoint,
        "AWS_REGION", property("aws.region"),
        "AWS_ACCESS_KEY_ID", property("aws.accessKeyId"),
        "AWS_SECRET_ACCESS_KEY", property("aws.secretAccessKey"),
        "UPDRAFT_PREFIX", PREFIXES.computeIfAbsent(folder, _ -> nextPrefix()));
  }

  private static String nextPrefix() {
    return property("updraft.prefix") + "-" + COUNT.incrementAndGet();
  }

  private static String property(String name) {
    @Nullable String value = System.getProperty(name);
    return Objects.requireNonNull(value, name + " is not set, but aws.endpointUrl is");
  }
}
