package dev.updraft.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.api.http.Gate;
import dev.updraft.aws.AwsClients;
import dev.updraft.aws.AwsNames;
import dev.updraft.aws.AwsWorld;
import dev.updraft.aws.Deployed;
import dev.updraft.aws.dynamo.Retention;
import dev.updraft.core.attempt.Tickets;
import dev.updraft.core.port.BlobsBelow;
import dev.updraft.scheduler.entry.Priming;
import dev.updraft.standalone.embedded.EmbeddedAws;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What functions read before their snapshots, against what the stack lets their roles use: the
 * shape of its template, which its own tests hold to the template. Other resources are refused here
 * as AWS refuses them.
 */
final class PrimingTest {
  private static final Path SHAPE =
      Path.of("../infra-cdk/src/test/resources/dev/updraft/infra/plain.shape");
  private static final String DAGS = "the-dags";
  private final EmbeddedAws aws = EmbeddedAws.startInMemory();
  private final AwsNames names = aws.world().names();
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void thereAreDags() {
    aws.world().clients().s3().createBucket(r -> r.bucket(DAGS));
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @ParameterizedTest
  @CsvSource({"INBOX, Inbox", "TIMERS, Timers", "CLOCK, Clock", "DAG_FILES, DagFiles"})
  void theSchedulersFunctionsPrimeWithWhatTheirRolesAllow(Priming priming, String function)
      throws IOException {
    primes("Scheduler" + function, priming::with);
  }

  @Test
  void soDoesTheApi() throws IOException {
    primes("Api", deployed -> dev.updraft.api.entry.Priming.with(deployed, Gate.OPEN));
  }

  @Test
  void whatTheRoleOfAnotherFunctionAllowsIsRefused() throws IOException {
    var timers = allowed("SchedulerTimers");
    assertThatThrownBy(() -> Priming.INBOX.with(deployed(timers)))
        .hasMessageContaining(names.stateTable());
  }

  private void primes(String construct, Consumer<Deployed> priming) throws IOException {
    priming.accept(deployed(allowed(construct)));
    assertThat(asked).isNotEmpty().allMatch(request -> request.startsWith("Get"));
  }

  /** The tables, queues and buckets that a function's role names. */
  private List<String> allowed(String construct) throws IOException {
    var resources =
        Map.of(
            "StorageState", names.stateTable(),
            "StorageCatalog", names.catalogTable(),
            "StorageRuns", names.runsTable(),
            "StorageTimers", names.timersTable(),
            "StorageData", names.bucket(),
            "StorageDags", DAGS,
            "MessagingInbox", names.inboxQueue(),
            "MessagingTimers", names.timersQueue());
    var begin = "AWS::IAM::Policy " + construct + "RoleDefaultPolicy -> ";
    var line = Files.readAllLines(SHAPE).stream().filter(one -> one.startsWith(begin)).findFirst();
    return Stream.of(line.orElseThrow().substring(begin.length()).split(", "))
        .filter(resources::containsKey)
        .map(resource -> resources.getOrDefault(resource, ""))
        .toList();
  }

  private Deployed deployed(List<String> allowed) {
    var clients = aws.world().clients();
    var refusing =
        new AwsClients(
            refusing(DynamoDbClient.class, clients.dynamo(), allowed),
            refusing(SqsClient.class, clients.sqs(), allowed),
            refusing(S3Client.class, clients.s3(), allowed));
    var world = AwsWorld.of(refusing, names, Retention.DEFAULT, InstantSource.system());
    var files = new BlobsBelow(world.blobsIn(DAGS), "dags/");
    var ports = world.ports(files, world.taskQueues());
    return new Deployed(Map.of(), world, ports, new Tickets(new byte[64]));
  }

  private <T> T refusing(Class<T> type, T client, List<String> allowed) {
    var proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              if (arguments != null && arguments[0] instanceof SdkRequest request) {
                asked.add(request.getClass().getSimpleName());
                assertThat(allowed).as(method.getName()).containsAll(named(request));
              }
              try {
                return method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
    return type.cast(proxy);
  }

  private static Set<String> named(SdkRequest request) {
    var named = new TreeSet<String>();
    for (var field : List.of("TableName", "QueueName", "Bucket")) {
      request.getValueForField(field, String.class).ifPresent(named::add);
    }
    assertThat(named).as("the resource of " + request).isNotEmpty();
    return named;
  }
}
