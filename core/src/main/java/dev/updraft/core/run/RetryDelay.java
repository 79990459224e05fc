package dev.updraft.core.run;

import dev.updraft.core.dag.Retry;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.AttemptKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a failed try waits for the next, as Airflow's {@code next_retry_datetime}: the delay
 * itself, or with backoff a spread over one to two times the grown delay that is the same each time
 * it is asked. A longest delay of zero is none, as for Python.
 */
final class RetryDelay {
  /** The longest wait backoff grows to, Airflow's {@code [core] max_task_retry_delay}. */
  private static final long BACKOFF_SECONDS_MAX = 24 * 60 * 60;

  private static final double NO_GROWTH = 1.0;
  private static final DateTimeFormatter WHOLE_SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'+00:00'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);

  private RetryDelay() {}

  static Duration of(Retry retry, AttemptKey failed, RunFacts facts) {
    var growth = retry.backoffMultiplier() == 0 ? NO_GROWTH : retry.backoffMultiplier();
    if (growth == NO_GROWTH) {
      return retry.delay();
    }
    var wait = Duration.ofSeconds(spread(grown(retry.delay(), growth, failed), failed, facts));
    var max = retry.maxDelay();
    return max != null && !max.isZero() && max.compareTo(wait) < 0 ? max : wait;
  }

  /** Where the growth is beyond any number, even no delay at all grows to the longest wait. */
  private static double grown(Duration delay, double growth, AttemptKey failed) {
    var factor = Math.pow(growth, failed.tryNumber() - 1);
    return Double.isInfinite(factor)
        ? BACKOFF_SECONDS_MAX
        : Math.max(1, Math.ceil(seconds(delay) * factor));
  }

  private static long spread(double base, AttemptKey failed, RunFacts facts) {
    if (base >= BACKOFF_SECONDS_MAX) {
      return BACKOFF_SECONDS_MAX;
    }
    var whole = (long) base;
    var text =
        "%s#%s#%s#%d"
            .formatted(
                failed.run().dagId(),
                failed.taskInstance().taskId(),
                python(facts.logicalDate()),
                failed.tryNumber());
    var rest = new BigInteger(1, sha1(text)).mod(BigInteger.valueOf(whole)).longValueExact();
    return Math.min(whole + rest, BACKOFF_SECONDS_MAX);
  }

  /** The date as Python prints it, since the spread hashes that text. */
  private static String python(@Nullable Instant date) {
    if (date == null) {
      return "None";
    }
    boolean whole = date.equals(date.truncatedTo(ChronoUnit.SECONDS));
    return (whole ? WHOLE_SECONDS : MICROSECONDS).format(date);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static byte[] sha1(String text) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
