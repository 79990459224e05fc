package dev.updraft.standalone;

import dev.updraft.aws.AwsClients;
import dev.updraft.aws.AwsNames;
import dev.updraft.aws.AwsSetup;
import dev.updraft.aws.AwsWorld;
import dev.updraft.aws.dynamo.Retention;
import dev.updraft.standalone.embedded.EmbeddedAws;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Where DynamoDB, SQS and S3 are: in this process, or where the SDK's usual variables say, such as
 * an emulator of the whole of AWS. What is missing there is created.
 *
 * @param world the ports on them
 * @param closing ends them
 */
public record Services(AwsWorld world, Runnable closing) implements AutoCloseable {
  /** The variable for all services; a service's own has its name behind it. */
  private static final String ENDPOINT = "AWS_ENDPOINT_URL";

  private static final List<String> ENDPOINTS =
      List.of(ENDPOINT + "_DYNAMODB", ENDPOINT + "_SQS", ENDPOINT + "_S3");

  /**
   * Starts or finds them.
   *
   * @param store the folder of embedded servers
   * @throws UnclearException if the variables name some of the services only
   */
  static Services of(Path store, Map<String, String> environment) {
    if (!areElsewhere(environment)) {
      var embedded = EmbeddedAws.start(store);
      return new Services(embedded.world(), embedded::close);
    }
    var names = AwsNames.fromEnvironment();
    var clients = AwsClients.fromEnvironment();
    AwsSetup.create(clients, names, EmbeddedAws.TASK_QUEUES);
    var world = AwsWorld.of(clients, names, Retention.fromEnvironment(), InstantSource.system());
    return new Services(world, clients::close);
  }

  /** Whether the variables name servers for all three services. */
  static boolean areElsewhere(Map<String, String> environment) {
    if (environment.containsKey(ENDPOINT)) {
      return true;
    }
    var named = ENDPOINTS.stream().filter(environment::containsKey).toList();
    if (!named.isEmpty() && named.size() < ENDPOINTS.size()) {
      throw new UnclearException(
          "%s is set: set all of %s, or %s, or none"
              .formatted(String.join(" and ", named), String.join(", ", ENDPOINTS), ENDPOINT));
    }
    return !named.isEmpty();
  }

  /** The environment names servers for some services only. */
  public static final class UnclearException extends RuntimeException {
    private UnclearException(String message) {
      super(message);
    }
  }

  @Override
  public void close() {
    closing.run();
  }
}
