package dev.updraft.standalone;

import dev.updraft.aws.AwsCall;
import dev.updraft.aws.AwsClients;
import dev.updraft.aws.AwsNames;
import dev.updraft.aws.AwsProblem;
import dev.updraft.aws.AwsSetup;
import dev.updraft.aws.AwsWorld;
import dev.updraft.aws.dynamo.Retention;
import dev.updraft.core.port.StoreException;
import dev.updraft.standalone.embedded.EmbeddedAws;
import dev.updraft.standalone.embedded.FolderLock;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Where DynamoDB, SQS and S3 are: in this process, or where the SDK's usual variables say, such as
 * an emulator of the whole of AWS. What is missing there is created.
 *
 * @param clients the clients of them
 * @param names the names of tables, queues and bucket there
 * @param retention how long history is kept
 * @param closing ends them
 */
public record Services(AwsClients clients, AwsNames names, Retention retention, Runnable closing)
    implements AutoCloseable {
  /** The variable for all services; a service's own has its name behind it. */
  private static final String ENDPOINT = "AWS_ENDPOINT_URL";

  private static final List<String> ENDPOINTS =
      List.of(ENDPOINT + "_DYNAMODB", ENDPOINT + "_SQS", ENDPOINT + "_S3");

  /**
   * Starts or finds them.
   *
   * @param store the folder of embedded servers; it is locked in either case
   * @throws UnclearException if the variables name some of the services only
   * @throws AwsProblem if the services they name cannot be used
   * @throws dev.updraft.standalone.embedded.FolderInUseException if another process has the folder
   */
  static Services of(Path store, Map<String, String> environment) {
    var retention = Retention.from(environment);
    if (areElsewhere(environment)) {
      return elsewhere(store, environment, retention);
    }
    var embedded = EmbeddedAws.start(store);
    var world = embedded.world();
    return new Services(world.clients(), world.names(), retention, embedded::close);
  }

  private static Services elsewhere(
      Path store, Map<String, String> environment, Retention retention) {
    var lock = FolderLock.lock(store);
    try {
      var clients = AwsClients.elsewhere(environment);
      var names = AwsNames.from(environment);
      create(clients, names);
      return new Services(
          clients,
          names,
          retention,
          () -> {
            clients.close();
            lock.close();
          });
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void create(AwsClients clients, AwsNames names) {
    try {
      AwsSetup.create(clients, names, EmbeddedAws.TASK_QUEUES);
    } catch (StoreException e) {
      clients.close();
      if (e.getCause() instanceof SdkException cause) {
        var what = "the tables, queues and the bucket of the prefix " + names.prefix();
        throw AwsProblem.of(cause, new AwsCall("make", what, "dynamodb:CreateTable"));
      }
      throw e;
    }
  }

  /** One of each port on them, with gauges around the clients. */
  AwsWorld world(Gauges gauges) {
    var gauged = gauges.clients().apply(clients);
    return AwsWorld.of(gauged, names, retention, InstantSource.system());
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
