package dev.updraft.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Executors;
import dev.updraft.core.dag.Executors.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tasks that cannot run where their file is to run are refused when it is read. */
class ExecutorsTest {
  private static final String OVERRIDES =
      "executor_config: {overrides: {cpu: '1024', memory: '4096'}}";
  private static final Executors LAMBDA = Executors.everyOnAws(Executors.LAMBDA);
  private static final Executors WORKER = Executors.everyOnAws(Executors.WORKER);

  /** A deployment of workers of two queues, neither of them "default", and of two ECS tasks. */
  private static final Executors SOME =
      new Executors(
          Executors.WORKER,
          new TreeMap<>(
              Map.of(
                  Executors.WORKER,
                  new Offer(null, new TreeSet<>(List.of("big", "small")), true),
                  Executors.ECS,
                  new Offer(null, new TreeSet<>(List.of("gpu")), true))));

  @Test
  void aTaskThatMayOutliveItsFunctionIsRefusedAndToldWhereItCanRun() {
    var parsed = parsed(LAMBDA, "execution_timeout: 1771");
    assertThat(parsed.dags()).isEmpty();
    assertThat(parsed.errors())
        .singleElement()
        .satisfies(error ->
            assertThat(error.line())
                .startsWith("d.yml:5:")
                .contains("execution_timeout", "1771 s", "1770 s", "'ecs' or 'worker'"));
  }

  @Test
  void theLimitIsThatOfTheDeployedFunction() {
    var minute = new Offer(Duration.ofSeconds(60), null, true);
    var only = new Executors(Executors.LAMBDA, new TreeMap<>(Map.of(Executors.LAMBDA, minute)));
    assertThat(parsed(only, "execution_timeout: 60").errors()).isEmpty();
    assertThat(parsed(only, "execution_timeout: 61").errors())
        .singleElement()
        .satisfies(error ->
            assertThat(error.line()).contains("at most 60 s", "deploy with the executor 'worker'"));
  }

  @Test
  void whatFitsOrRunsElsewhereIsTaken() {
    assertThat(parsed(LAMBDA, "execution_timeout: 1770").errors()).isEmpty();
    assertThat(parsed(LAMBDA, "execution_timeout: 9000, executor: worker").errors()).isEmpty();
    assertThat(parsed(WORKER, "execution_timeout: 9000").errors()).isEmpty();
    assertThat(parsed(WORKER, "execution_timeout: 9000, executor: lambda").errors()).hasSize(1);
    assertThat(parsed(LAMBDA, "retries: 1").errors()).isEmpty();
  }

  @Test
  void anExecutorThatIsNotThereIsRefusedWithThoseThatAre() {
    assertThat(parsed(SOME, "executor: lambda, queue: big").errors())
        .singleElement()
        .satisfies(error ->
            assertThat(error.line())
                .contains("executor", "'lambda' is not available here", "one of [ecs, worker]"));
    assertThat(parsed(LAMBDA, "executor: LocalExecutor").errors()).hasSize(1);
  }

  @Test
  void aQueueWithoutWorkersIsRefusedAndSoIsTheDefaultOne() {
    assertThat(parsed(SOME, "queue: big").errors()).isEmpty();
    assertThat(parsed(SOME, "queue: medium").errors())
        .singleElement()
        .satisfies(error ->
            assertThat(error.line()).contains("queue", "'medium' has no workers", "[big, small]"));
    assertThat(parsed(SOME, "retries: 1").errors())
        .singleElement()
        .satisfies(error -> assertThat(error.line()).contains("'default' has no workers"));
  }

  @Test
  void anUnknownTaskDefinitionIsRefusedAndNoneIsFine() {
    assertThat(parsed(SOME, "executor: ecs").errors()).isEmpty();
    assertThat(parsed(SOME, "executor: ecs, queue: gpu").errors()).isEmpty();
    assertThat(parsed(SOME, "executor: ecs, queue: big").errors())
        .singleElement()
        .satisfies(error ->
            assertThat(error.line())
                .contains("'big' is no task definition", "none or one of [gpu]"));
  }

  @Test
  void aFunctionOfTheUsersIsRefusedWhereThereIsNoPython() {
    var jar = new Offer(null, null, false);
    var offers = Map.of(Executors.LAMBDA, jar, Executors.ECS, Offer.ANY);
    var executors = new Executors(Executors.LAMBDA, new TreeMap<>(offers));
    var python =
        """
        d:
          tasks:
            t:
              operator: airflow.providers.standard.operators.python.PythonOperator
              python_callable: team.work
              %s
        """;
    assertThat(parsedText(executors, python.formatted("retries: 1")).errors())
        .singleElement()
        .satisfies(error ->
            assertThat(error.line())
                .contains("PythonOperator runs Python", "'lambda'", "executorImage=build"));
    assertThat(parsedText(executors, python.formatted("executor: ecs")).errors()).isEmpty();
    assertThat(parsed(executors, "retries: 1").errors()).isEmpty();
  }

  @Test
  void airflowsNamesStandForThoseThatPlayTheirPart() {
    var celery = parsed(LAMBDA, "executor: CeleryExecutor, queue: x");
    assertThat(celery.dags().getFirst().tasks().getFirst().executor()).isEqualTo("worker");
    var path = "airflow.providers.cncf.kubernetes.executors.kubernetes_executor.KubernetesExecutor";
    var kubernetes = parsed(LAMBDA, "executor: " + path);
    assertThat(kubernetes.dags().getFirst().tasks().getFirst().executor()).isEqualTo("ecs");
  }

  @Test
  void theStandaloneProcessRunsWhateverIsNamed() {
    var all = "execution_timeout: 9000, executor: LocalExecutor, queue: nowhere";
    assertThat(parsed(Executors.STANDALONE, all).errors()).isEmpty();
  }

  @Test
  void overridesOfAContainerAreRefusedWithWhatToDoInstead() {
    var parsed = parsed(LAMBDA, "executor: ecs, " + OVERRIDES);
    assertThat(parsed.dags()).isEmpty();
    assertThat(parsed.errors())
        .singleElement()
        .satisfies(error ->
            assertThat(error.line()).contains("executor_config", "'ecs'", "queue", "ecsTasks"));
    assertThat(parsed(Executors.everyOnAws("ecs"), OVERRIDES).errors()).hasSize(1);
  }

  @Test
  void aConfigThatIsEmptyOrForAnotherExecutorIsTaken() {
    assertThat(parsed(LAMBDA, "executor: ecs, executor_config: {}").errors()).isEmpty();
    assertThat(parsed(LAMBDA, "executor: ecs, queue: large").errors()).isEmpty();
    assertThat(parsed(LAMBDA, "executor: worker, " + OVERRIDES).errors()).isEmpty();
    assertThat(parsed(Executors.STANDALONE, "executor: ecs, " + OVERRIDES).errors()).isEmpty();
  }

  private static ParsedFile parsed(Executors executors, String fields) {
    var text =
        """
        d:
          schedule: null
          default_args: {start_date: 2026-01-01}
          tasks:
            t: {operator: airflow.providers.standard.operators.empty.EmptyOperator, %s}
        """
            .formatted(fields);
    return parsedText(executors, text);
  }

  private static ParsedFile parsedText(Executors executors, String text) {
    return DagFileParser.parse(
        new ParseRequest(
            "d.yml",
            Reading.bytes(text),
            List.of(),
            Map.of(),
            Instant.EPOCH,
            OtherFiles.NONE,
            ParseSettings.AIRFLOW.with(executors)));
  }
}
