package dev.updraft.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Mapping;
import dev.updraft.core.dag.Position;
import dev.updraft.core.dag.Task;
import dev.updraft.core.schedule.AssetCondition.AllOf;
import dev.updraft.core.schedule.AssetCondition.AnyOf;
import dev.updraft.core.schedule.AssetCondition.Asset;
import dev.updraft.core.schedule.Schedule;
import dev.updraft.core.schedule.Schedule.Intervals;
import dev.updraft.parser.ParseRequest.SourceFile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tasks, groups, dependencies, defaults, dates and schedules. */
class StructureTest {
  private static final String OP = "operator: my.Operator";

  @Test
  void aGroupsDependenciesReachFromItsLeavesToTheOthersRoots() {
    var dag =
        Reading.dag(
            """
            d:
              task_groups:
                one: {tooltip: first}
                inner: {parent_group_name: one}
                two: {dependencies: [one]}
              tasks:
                a: {%1$s, task_group_name: one}
                b: {%1$s, task_group_name: inner, dependencies: [a]}
                c: {%1$s, task_group_name: two}
                e: {%1$s, task_group_name: two, dependencies: [c]}
                f: {%1$s, dependencies: [two]}
            """
                .formatted(OP));
    assertThat(dag.groups())
        .extracting(group -> group.groupId().value())
        .containsExactly("one", "one.inner", "two");
    assertThat(Reading.upstream(dag, "one.inner.b")).containsExactly("one.a");
    assertThat(Reading.upstream(dag, "two.c")).containsExactly("one.inner.b");
    assertThat(Reading.upstream(dag, "two.e")).containsExactly("two.c");
    assertThat(Reading.upstream(dag, "f")).containsExactly("two.e");
    assertThat(dag.tasks())
        .extracting(task -> task.taskId().value())
        .containsExactly("one.a", "one.inner.b", "two.c", "two.e", "f");
  }

  @Test
  void aTaskReadsTheXComsOfThoseItNamesAndComesAfterThem() {
    var dag =
        Reading.dag(
            """
            d:
              task_groups: {g: {}}
              tasks:
                sum: {decorator: airflow.sdk.task, python_callable: m.f, values: ["+one", {x: "+two['k']"}]}
                one: {decorator: airflow.sdk.task, python_callable: m.f, task_group_name: g}
                two: {decorator: airflow.sdk.task, python_callable: m.f}
                each:
                  operator: airflow.providers.standard.operators.python.PythonOperator
                  python_callable: m.f
                  partial: {op_kwargs: {a: 1}}
                  expand: {op_args: one.output}
            """);
    assertThat(Reading.upstream(dag, "sum")).containsExactly("g.one", "two");
    assertThat(Reading.task(dag, "sum").operator().arguments().get("values"))
        .isEqualTo(List.of("+g.one", Map.of("x", "+two['k']")));
    assertThat(Reading.upstream(dag, "each")).containsExactly("g.one");
    assertThat(Reading.task(dag, "each").mapping())
        .isEqualTo(
            new Mapping.Expand(
                Map.of("op_args", "g.one.output"), Map.of("op_kwargs", Map.of("a", 1L))));
    assertThat(dag.edges()).isEmpty();
  }

  @Test
  void defaultsAreMergedAsDagFactoryMergesThem() {
    var parsed =
        Reading.below(
            """
            default:
              schedule: "@hourly"
              default_args: {owner: file, retries: 1}
            d:
              default_args: {retries: 2}
              tasks: {a: {%s}}
            """
                .formatted(OP),
            new SourceFile(
                "defaults.yml",
                Reading.bytes(
                    "tags: [z]\\ndefault_args: {owner: far, pool: far, queue: far}"
                        .replace("\\n", "\n"))),
            new SourceFile(
                "team/defaults.yml",
                Reading.bytes("tags: [a]\nschedule: '@daily'\ndefault_args: {queue: near}")));
    var dag = parsed.dags().getFirst();
    var task = dag.tasks().getFirst();
    assertThat(dag.tags()).containsExactly("a", "z");
    assertThat(((Schedule.Cron) dag.schedule()).expressions()).containsExactly("@daily");
    assertThat(task.owner()).isEqualTo("file");
    assertThat(task.retry().retries()).isEqualTo(2);
    assertThat(task.slots().pool().value()).isEqualTo("far");
    assertThat(task.queue()).isEqualTo("near");
  }

  @Test
  void durationsAreSecondsOrTimedeltas() {
    var dag =
        Reading.dag(
            """
            d:
              dagrun_timeout: {__type__: datetime.timedelta, __args__: [1, 30]}
              tasks:
                a:
                  %s
                  retries: 3
                  retry_delay: 300.5
                  retry_exponential_backoff: true
                  max_retry_delay: {__type__: datetime.timedelta, hours: 1}
                  execution_timeout: 60
            """
                .formatted(OP));
    var task = dag.tasks().getFirst();
    assertThat(dag.limits().dagrunTimeout()).isEqualTo(Duration.ofSeconds(86_430));
    assertThat(task.retry().delay()).isEqualTo(Duration.ofMillis(300_500));
    assertThat(task.retry().backoffMultiplier()).isEqualTo(2);
    assertThat(task.retry().maxDelay()).isEqualTo(Duration.ofHours(1));
    assertThat(task.executionTimeout()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void datesAreWallTimesInTheZoneOfTheDag() {
    var dag =
        Reading.dag(
            """
            d:
              timezone: Europe/Paris
              start_date: "2024-06-15"
              end_date: 2 days
              schedule: "0 5 * * *"
              tasks: {a: {%s, start_date: 2025-01-01 12:00:00}}
            """
                .formatted(OP));
    assertThat(dag.startDate()).isEqualTo(Instant.parse("2024-06-14T22:00:00Z"));
    assertThat(dag.endDate()).isEqualTo(Instant.parse("2026-11-18T23:00:00Z"));
    assertThat(((Schedule.Cron) dag.schedule()).zone()).isEqualTo(ZoneId.of("Europe/Paris"));
    assertThat(dag.tasks().getFirst().startDate()).isEqualTo(Instant.parse("2025-01-01T11:00:00Z"));
  }

  @Test
  void schedulesOfAssetsAreConditions() {
    assertThat(schedule("{datasets: '(a & b) | c'}"))
        .isEqualTo(
            new Schedule.Assets(
                new AnyOf(List.of(new AllOf(List.of(asset("a"), asset("b"))), asset("c")))));
    assertThat(schedule("[s3://x, {__type__: airflow.sdk.Asset, name: n, uri: s3://y}]"))
        .isEqualTo(
            new Schedule.Assets(new AllOf(List.of(asset("s3://x"), new Asset("n", "s3://y")))));
    assertThat(
            schedule(
                "{__or__: [{__type__: airflow.sdk.Asset, uri: s3://a}, {__type__: airflow.datasets.Dataset, uri: s3://b}]}"))
        .isEqualTo(new Schedule.Assets(new AnyOf(List.of(asset("s3://a"), asset("s3://b")))));
  }

  @Test
  void timetablesAreReadAndUnknownOnesKept() {
    assertThat(
            schedule(
                "{__type__: airflow.timetables.trigger.MultipleCronTriggerTimetable, __args__: ['0 1 * * *', '0 2 * * *'], timezone: Asia/Tokyo}"))
        .isEqualTo(
            new Schedule.Cron(
                List.of("0 1 * * *", "0 2 * * *"),
                ZoneId.of("Asia/Tokyo"),
                new Intervals.Trigger(Duration.ZERO),
                false));
    assertThat(schedule("{__type__: dateutil.relativedelta.relativedelta, months: 1, days: 2}"))
        .isEqualTo(
            new Schedule.Delta(
                new Schedule.Period(1, Duration.ofDays(2)), new Intervals.Trigger(Duration.ZERO)));
    assertThat(schedule("{__type__: dateutil.relativedelta.relativedelta, hour: 18}"))
        .isEqualTo(
            new Schedule.Foreign("dateutil.relativedelta.relativedelta", Map.of("hour", 18L)));
    assertThat(schedule("' NONE '")).isEqualTo(new Schedule.None());
  }

  @Test
  void variablesInTheTextAreExpandedAndUnknownOnesLeft() {
    var parsed =
        Reading.file(
            "d: {description: '$A ${B} $C', tasks: {a: {%s}}}".formatted(OP),
            Map.of("A", "x", "B", "y"),
            OtherFiles.NONE);
    assertThat(parsed.dags().getFirst().description()).isEqualTo("x y $C");
  }

  @Test
  void placesOfDagsAndTasksAreKept() {
    var dag = Reading.dag("# first\nd:\n  tasks:\n    - %s\n      task_id: a\n".formatted(OP));
    assertThat(dag.position()).isEqualTo(new Position("etl.yml", 2, 1));
    assertThat(dag.tasks())
        .extracting(Task::position)
        .containsExactly(new Position("etl.yml", 5, 16));
  }

  @Test
  void aFileOfServerlessMwaaLoads() {
    var dag =
        Reading.dag(
            """
            etl:
              dag_id: etl
              params: {}
              default_args: {owner: airflow, start_date: '2026-01-01', retries: 1, retry_delay: 300.0}
              schedule: 0 12 ? * MON-FRI *
              fail_stop: false
              max_consecutive_failed_dag_runs: 0
              user_defined_macros: null
              tasks:
                create:
                  operator: airflow.providers.amazon.aws.operators.s3.S3CreateBucketOperator
                  task_id: create
                  bucket_name: b
                  trigger_rule: none_failed_or_skipped
                  retry_exponential_backoff: false
                  deferrable: true
                  dependencies: []
                wait:
                  operator: airflow.providers.amazon.aws.sensors.s3.S3KeySensor
                  bucket_key: k
                  poke_interval: 60.0
                  dependencies: [create]
            """);
    assertThat(((Schedule.Cron) dag.schedule()).expressions())
        .containsExactly("0 12 ? * MON-FRI *");
    assertThat(Reading.upstream(dag, "wait")).containsExactly("create");
  }

  private static Schedule schedule(String text) {
    return Reading.dag("d: {schedule: %s, tasks: {a: {%s}}}".formatted(text, OP)).schedule();
  }

  private static Asset asset(String uri) {
    return new Asset(uri, uri);
  }
}
