package dev.updraft.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.Retry;
import dev.updraft.core.fixture.Tables;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.id.VersionHash;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryDelayTest {
  private static final RunKey RUN = new RunKey(new DagId("retries"), new RunId("run"));

  @Test
  void everyWaitIsTheOneAirflowWaits() {
    var differences = new ArrayList<String>();
    var rows = Tables.airflow("retry_delays");
    for (var row : rows) {
      var wait = RetryDelay.of(retry(row), attempt(row), facts(row));
      if (!wait.equals(seconds(row[6]))) {
        differences.add(String.join(" ", row) + ": " + wait);
      }
    }
    assertThat(rows).hasSize(960);
    assertThat(differences).isEmpty();
  }

  private static Retry retry(String[] row) {
    var max = row[2].isEmpty() ? null : seconds(row[2]);
    return new Retry(1, seconds(row[0]), Double.parseDouble(row[1]), max);
  }

  private static AttemptKey attempt(String[] row) {
    return new AttemptKey(
        new TaskInstanceKey(RUN, new TaskId(row[3]), TaskInstanceKey.UNMAPPED),
        Integer.parseInt(row[5]));
  }

  private static RunFacts facts(String[] row) {
    @Nullable Instant date = row[4].isEmpty() ? null : Instant.parse(row[4]);
    return new RunFacts(
        RUN.runId(), DagRunType.MANUAL, new VersionHash("1"), date, null, null, Instant.EPOCH);
  }

  private static Duration seconds(String text) {
    return Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValueExact());
  }
}
