package dev.updraft.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.updraft.standalone.Gauges;
import dev.updraft.standalone.Host;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real runner and the real API, and between them what a function URL does when the account's
 * functions are all busy: it answers 429. Nothing is lost and nothing done twice.
 */
class ThrottledJourney {
  private static final Duration LONG = Duration.ofMinutes(3).plus(Aws.LONGER);

  @TempDir private Path folder;

  @Test
  void everyCallThatIsTurnedAwayIsMadeAgain() throws IOException {
    var gate = new TurnsAwayFirst();
    var dags = dags();
    try (var host = host(dags, gate)) {
      var dag = dag(host, "throttled");
      var run = dag.trigger();
      assertThat(dag.end(run, LONG)).as(() -> dag.log(run, "await", 1)).isEqualTo("success");
      for (var task : List.of("make", "take", "await", "look")) {
        assertThat(dag.tries(run, task)).as(task).containsExactly("success");
      }
      assertThat(Files.readAllLines(folder.resolve("marks")))
          .containsExactlyInAnyOrder("made", "took 1", "child");
      assertThat(gate.turnedAway()).contains("PATCH run", "PATCH state", "POST xcom", "GET xcom");
    }
  }

  @Test
  void aTaskOutlastsAServerThatTurnsEverybodyAway() throws IOException {
    var gate = new TurnsAllAway(Duration.ofSeconds(25));
    try (var host = host(dags(), gate)) {
      var dag = dag(host, "long");
      var run = dag.trigger();
      Eventually.see("the task", LONG, () -> Files.exists(folder.resolve("begun")), begun -> begun);
      gate.shut();
      assertThat(dag.end(run, LONG)).isEqualTo("success");
      assertThat(gate.turnedAway()).isPositive();
      assertThat(dag.tries(run, "it")).containsExactly("success");
      assertThat(Files.readAllLines(folder.resolve("marks"))).containsExactly("long");
    }
  }

  private Host host(
      Path dags,
      UnaryOperator<RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>> gate) {
    var options = new Host.Options(dags, folder.resolve("data"), 0, folder.resolve("ui"), 8);
    var gauges = new Gauges(UnaryOperator.identity(), gate);
    return Host.start(options, gauges, Aws.environment(folder));
  }

  private static Journeying dag(Host host, String dagId) {
    return new Journeying(new Api(URI.create(host.url()).getPort()), dagId).known();
  }

  private Path dags() throws IOException {
    var dags = Files.createDirectories(folder.resolve("dags"));
    Files.writeString(
        dags.resolve("throttled.yml"),
        """
        throttled:
          schedule: null
          tasks:
            make: {%1$s, bash_command: 'echo made >> %2$s; echo 1'}
            take:
              %1$s
              bash_command: "echo took {{ ti.xcom_pull(task_ids='make') }} >> %2$s"
              dependencies: [make]
            await:
              operator: airflow.providers.standard.operators.trigger_dagrun.TriggerDagRunOperator
              trigger_dag_id: child
              wait_for_completion: true
              poke_interval: 1
            look:
              operator: airflow.providers.standard.sensors.filesystem.FileSensor
              filepath: '%2$s'
              poke_interval: 1
              dependencies: [make]
        child:
          schedule: null
          tasks:
            it: {%1$s, bash_command: 'echo child >> %2$s'}
        long:
          schedule: null
          tasks:
            it: {%1$s, bash_command: 'touch %3$s; sleep 5; echo long >> %2$s'}
        """
            .formatted(
                "operator: airflow.providers.standard.operators.bash.BashOperator",
                folder.resolve("marks"),
                folder.resolve("begun")));
    return dags;
  }

  private static boolean isRunners(APIGatewayV2HTTPEvent event) {
    return event.getRawPath().startsWith("/execution/");
  }

  private static APIGatewayV2HTTPResponse answer(int status, Map<String, String> headers) {
    var body = "{\"Reason\":\"ConcurrentInvocationLimitExceeded\",\"message\":\"Rate Exceeded.\"}";
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(headers)
        .withBody(body)
        .build();
  }

  /** Turns away the first two calls of a runner for each thing, in one way and another. */
  private static final class TurnsAwayFirst
      implements UnaryOperator<RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>> {
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    @Override
    public RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> apply(
        RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> api) {
      return (event, context) -> {
        var method = event.getRequestContext().getHttp().getMethod();
        var call = method + " " + event.getRawPath();
        int number = calls.computeIfAbsent(call, _ -> new AtomicInteger()).incrementAndGet();
        return !isRunners(event) || number > 2
            ? api.handleRequest(event, context)
            : number == 1 ? answer(429, Map.of("Retry-After", "1")) : answer(503, Map.of());
      };
    }

    /** What was asked for, by method and last word. */
    List<String> turnedAway() {
      return calls.keySet().stream()
          .map(call ->
              call.contains("/xcoms/")
                  ? call.replaceFirst(" .*", " xcom")
                  : call.replaceFirst(" .*/", " "))
          .distinct()
          .toList();
    }
  }

  /** Turns all runners away for a while, once it is shut. */
  private static final class TurnsAllAway
      implements UnaryOperator<RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>> {
    private final Duration time;
    private final AtomicReference<Instant> opens = new AtomicReference<>(Instant.MIN);
    private final AtomicInteger turnedAway = new AtomicInteger();

    TurnsAllAway(Duration time) {
      this.time = time;
    }

    void shut() {
      opens.set(Instant.now().plus(time));
    }

    int turnedAway() {
      return turnedAway.get();
    }

    @Override
    public RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> apply(
        RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> api) {
      return (event, context) -> {
        if (isRunners(event) && Instant.now().isBefore(opens.get())) {
          turnedAway.incrementAndGet();
          return answer(429, Map.of());
        }
        return api.handleRequest(event, context);
      };
    }
  }
}
