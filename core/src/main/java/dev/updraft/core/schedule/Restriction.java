package dev.updraft.core.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a DAG's dates leave of its schedule (Airflow's {@code TimeRestriction}).
 *
 * @param earliest the start date, inclusive; null is none
 * @param latest the end date, inclusive; null is none
 * @param catchup whether runs of the past are made up for
 */
public record Restriction(@Nullable Instant earliest, @Nullable Instant latest, boolean catchup) {
  boolean isPast(Instant time) {
    return latest != null && time.isAfter(latest);
  }
}
