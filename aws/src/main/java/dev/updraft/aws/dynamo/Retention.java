package dev.updraft.aws.dynamo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * How long history is kept.
 *
 * @param days runs, attempts, XComs, logs and the states of runs are kept for so many days after
 *     they were written, at least 1
 */
public record Retention(int days) {
  /** The environment variable with the days. */
  public static final String DAYS_VARIABLE = "UPDRAFT_RETENTION_DAYS";

  /** What is kept where nobody says otherwise. */
  public static final Retention DEFAULT = new Retention(90);

  public Retention {
    if (days < 1) {
      throw new IllegalArgumentException(DAYS_VARIABLE + " is " + days + ", it must be at least 1");
    }
  }

  /** The retention the environment gives. */
  public static Retention fromEnvironment() {
    return from(System.getenv());
  }

  /** The retention these variables give. */
  public static Retention from(Map<String, String> environment) {
    var days = environment.get(DAYS_VARIABLE);
    if (days == null) {
      return DEFAULT;
    }
    try {
      return new Retention(Integer.parseInt(days));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          DAYS_VARIABLE + " is '" + days + "', expected a number of days", e);
    }
  }

  /** The same, on a clock. */
  public Expiry on(InstantSource clock) {
    return new Expiry(Duration.ofDays(days), clock);
  }

  /**
   * Tells when something may go and whether it should have gone: DynamoDB may take days to remove
   * what has expired.
   *
   * @param kept how long something is kept
   * @param clock the time of now
   */
  public record Expiry(Duration kept, InstantSource clock) {
    /** When what is written now may go, in seconds since 1970 as DynamoDB's TTL wants it. */
    long of() {
      return clock.instant().plus(kept).getEpochSecond();
    }

    /** When something written now that is kept for this long may go. */
    long of(Duration other) {
      return clock.instant().plus(other).getEpochSecond();
    }

    /** The time of now, in seconds since 1970. */
    long now() {
      return clock.instant().getEpochSecond();
    }

    /** Whether an item should have gone by now. */
    boolean isOver(Item item) {
      var at = item.numberOrNull(Item.EXPIRY);
      return at != null && at < now();
    }

    /** The time of now. */
    Instant instant() {
      return clock.instant();
    }
  }
}
