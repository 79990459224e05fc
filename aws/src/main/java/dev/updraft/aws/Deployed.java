package dev.updraft.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.updraft.aws.log.Logs;
import dev.updraft.aws.ssm.SharedSecret;
import dev.updraft.core.attempt.KnownKeys;
import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.dag.Executors;
import dev.updraft.core.port.BlobsBelow;
import dev.updraft.core.port.Ports;
import dev.updraft.core.port.StoreException;
import dev.updraft.core.wire.Json;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * What a Lambda function finds in its environment: the ports, and what signs tickets.
 *
 * @param environment the environment's variables
 * @param world the ports on AWS
 * @param ports the same as shells take them
 * @param tickets signs and checks tickets and tokens
 */
public record Deployed(
    Map<String, String> environment, AwsWorld world, Ports ports, Tickets tickets) {
  /** The environment variable with the bucket of DAG files. */
  public static final String DAG_BUCKET_VARIABLE = "UPDRAFT_DAG_BUCKET";

  /** The environment variable with what the keys of DAG files begin with. */
  public static final String DAG_PREFIX_VARIABLE = "UPDRAFT_DAG_PREFIX";

  /** The environment variable with a JSON object: what {@code $NAME} in a DAG file stands for. */
  public static final String DAG_VARIABLES_VARIABLE = "UPDRAFT_DAG_VARIABLES";

  /** Tells the time as exactly as Airflow does: in microseconds. */
  public static final InstantSource CLOCK =
      InstantSource.tick(InstantSource.system(), Duration.ofNanos(1_000));

  private static final System.Logger LOG = System.getLogger(Deployed.class.getName());
  private static final int SECRET_BYTES = 64;
  private static final String DAG_PREFIX_DEFAULT = "dags/";

  public Deployed {
    environment = Map.copyOf(environment);
  }

  /**
   * What this process's environment says; its log begins with it.
   *
   * @throws StoreException if a variable is missing or the secret cannot be had
   */
  public static Deployed fromEnvironment() {
    var environment = System.getenv();
    Logs.begin(environment);
    var parameter = required(environment, SharedSecret.PARAMETER_VARIABLE);
    // It stays open: the secrets are read again while the process lives, and after a snapshot.
    var ssm = SharedSecret.patient(SsmClient.builder().httpClient(AwsClients.http()));
    var keys = new KnownKeys(new SharedSecret(ssm, parameter)::get, Deployed::keysUnread, CLOCK);
    return with(new Tickets(keys, CLOCK), environment);
  }

  /** Says that the signing secrets could not be read again, so that those known go on. */
  public static void keysUnread(RuntimeException e) {
    LOG.log(
        System.Logger.Level.WARNING, "the signing secrets cannot be read; those known go on", e);
  }

  /**
   * The same for a function that signs nothing and may not read the secret. Its tickets are signed
   * with one that nobody else has, and are refused.
   *
   * @throws StoreException if a variable is missing
   */
  public static Deployed withoutSecret() {
    Logs.begin(System.getenv());
    var nobodys = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(nobodys);
    return with(new Tickets(nobodys), System.getenv());
  }

  private static Deployed with(Tickets tickets, Map<String, String> environment) {
    var world = AwsWorld.fromEnvironment();
    return new Deployed(environment, world, ports(world, environment), tickets);
  }

  private static Ports ports(AwsWorld world, Map<String, String> environment) {
    var bucket = required(environment, DAG_BUCKET_VARIABLE);
    var files = new BlobsBelow(world.blobsIn(bucket), dagPrefix(environment));
    return world.ports(files, world.taskQueues());
  }

  /** What the keys of DAG files begin with: empty, or ending in a slash. */
  public static String dagPrefix(Map<String, String> environment) {
    var prefix = environment.getOrDefault(DAG_PREFIX_VARIABLE, DAG_PREFIX_DEFAULT);
    return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
  }

  /**
   * What {@code $NAME} in a DAG file stands for. The process's own variables are not offered: the
   * function's credentials are among them.
   *
   * @throws StoreException if the variable is no JSON object of texts
   */
  public Map<String, String> dagVariables() {
    var text = environment.getOrDefault(DAG_VARIABLES_VARIABLE, "{}");
    var variables = new TreeMap<String, String>();
    try {
      for (var entry : Json.MAPPER.readTree(text).properties()) {
        variables.put(entry.getKey(), entry.getValue().asText());
      }
    } catch (JsonProcessingException e) {
      throw new StoreException(DAG_VARIABLES_VARIABLE + " must be a JSON object of texts", e);
    }
    return variables;
  }

  /**
   * The executors that run the tasks.
   *
   * @throws StoreException if the environment is unclear about them
   */
  public Executors executors() {
    return ExecutorVariables.of(environment);
  }

  private static String required(Map<String, String> environment, String variable) {
    var value = environment.get(variable);
    if (value == null || value.isBlank()) {
      throw new StoreException("the environment variable " + variable + " is not set");
    }
    return value;
  }
}
