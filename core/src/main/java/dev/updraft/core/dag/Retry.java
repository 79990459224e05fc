package dev.updraft.core.dag;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often and when a failed task is tried again.
 *
 * @param retries tries after the first, at least 0
 * @param delay the wait before a retry, not negative
 * @param backoffMultiplier by what each further wait grows, 0 for not at all; Airflow reads true as
 *     2
 * @param maxDelay the longest wait, if limited
 */
public record Retry(
    int retries, Duration delay, double backoffMultiplier, @Nullable Duration maxDelay) {
  /** Airflow's default: no retry, and five minutes where a file only says how many. */
  public static final Retry NONE = new Retry(0, Duration.ofMinutes(5), 0, null);

  public Retry {
    if (retries < 0) {
      throw new IllegalArgumentException("retries is " + retries + ", it must be at least 0");
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("retry_delay is negative: " + delay);
    }
    if (backoffMultiplier < 0) {
      throw new IllegalArgumentException("retry_exponential_backoff is negative");
    }
  }
}
