package dev.updraft.standalone.simulator;

import dev.updraft.core.id.AttemptKey;
import java.time.Duration;
import java.util.Random;

/**
 * What each try of each task will do, the same however often and by whomever it is run: a task that
 * fails on its first try fails there for every runner.
 */
final class Script {
  private static final int RESCHEDULES_MAX = 2;

  private final long seed;

  Script(long seed) {
    this.seed = seed;
  }

  /** How a try ends, given how often it has been rescheduled. */
  Act of(AttemptKey key, int reschedules) {
    var chance = new Random(seed ^ key.hashCode() * 31L);
    int dice = chance.nextInt(100);
    if (dice < 8 && reschedules < RESCHEDULES_MAX) {
      return Act.RESCHEDULE;
    }
    if (dice < 70) {
      return Act.SUCCEED;
    }
    if (dice < 84) {
      return Act.FAIL_AND_RETRY;
    }
    if (dice < 88) {
      return Act.FAIL;
    }
    return dice < 94 ? Act.SKIP : Act.SKIP_DOWNSTREAM;
  }

  /** How long a try takes. */
  Duration duration(AttemptKey key) {
    var chance = new Random(seed ^ key.hashCode() * 17L);
    return chance.nextInt(5) == 0
        ? Duration.ofSeconds(60 + chance.nextInt(600))
        : Duration.ofMillis(50 + chance.nextInt(5_000));
  }

  /** What a try does in the end. */
  enum Act {
    SUCCEED,
    FAIL,
    FAIL_AND_RETRY,
    SKIP,
    SKIP_DOWNSTREAM,
    RESCHEDULE
  }
}
