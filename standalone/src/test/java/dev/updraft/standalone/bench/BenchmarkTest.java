package dev.updraft.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.standalone.bench.Workload.Shape;
import dev.updraft.standalone.bench.Workload.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BenchmarkTest {
  private static final int TASKS = 30;
  private static final Duration RUN_MAX = Duration.ofMinutes(3);

  @Test
  void aChainUsesWhatItsTasksMustAndNoMoreThanTheBudget() throws Exception {
    var results = new ArrayList<Result>();
    var chain = new Workload(TASKS, Shape.CHAIN, Work.NOOP);
    var warmUp = new Workload(1, Shape.FAN_OUT, Work.NOOP);

    Benchmark.run(List.of(chain), 4, warmUp, RUN_MAX, results::add);

    var found = values(results.getFirst());
    // Queued, claimed and finished in its row, and one commit of the run.
    assertThat(found.get("DynamoDB write units a task")).isBetween(4.0, 6.0);
    assertThat(found.get("DynamoDB read units a task")).isBetween(2.0, 4.0);
    // Sent, received and deleted in two queues; the run's own messages are spread over few tasks.
    assertThat(found.get("SQS requests a task")).isBetween(6.0, 7.0);
    // Claimed and finished; the trigger is spread over all.
    assertThat(found.get("API requests a task")).isBetween(2.0, 2.5);
    assertThat(found.get("hand-over, median, ms")).isPositive();
  }

  private static Map<String, Double> values(Result result) {
    return result.lines().stream().collect(Collectors.toMap(Line::what, Line::value));
  }
}
