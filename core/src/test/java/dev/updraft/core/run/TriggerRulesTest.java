package dev.updraft.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.dag.TriggerRule;
import dev.updraft.core.fixture.Tables;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class TriggerRulesTest {
  private static final int RULES_TIMES_STATES = 13 * (7 + 28 + 84);

  @Test
  void everyRuleJudgesUpToThreeUpstreamTasksAsAirflowDoes() {
    var differences = new ArrayList<String>();
    var rows = Tables.airflow("trigger_rules");
    for (var row : rows) {
      var rule = TriggerRule.of(row[0]).orElseThrow();
      var word = word(TriggerRules.judge(rule, states(row[1])));
      if (!word.equals(row[2])) {
        differences.add("%s of %s: %s, Airflow says %s".formatted(row[0], row[1], word, row[2]));
      }
    }
    assertThat(rows).hasSize(RULES_TIMES_STATES);
    assertThat(differences).isEmpty();
  }

  @Test
  void whoDependsOnNothingRunsByEveryRule() {
    assertThat(TriggerRule.values())
        .allSatisfy(rule ->
            assertThat(TriggerRules.judge(rule, states("")))
                .isEqualTo(new TriggerRules.Verdict.Run()));
  }

  private static UpstreamStates states(String letters) {
    return new UpstreamStates(
        letters.length(),
        count(letters, 'S'),
        count(letters, 'K'),
        count(letters, 'F'),
        count(letters, 'U'),
        count(letters, 'X'));
  }

  private static int count(String letters, char letter) {
    return (int) letters.chars().filter(c -> c == letter).count();
  }

  private static String word(TriggerRules.Verdict verdict) {
    return switch (verdict) {
      case TriggerRules.Verdict.Run _ -> "run";
      case TriggerRules.Verdict.Wait _ -> "wait";
      case TriggerRules.Verdict.Never(TaskInstanceState state) ->
          String.valueOf(state.airflowName());
    };
  }
}
