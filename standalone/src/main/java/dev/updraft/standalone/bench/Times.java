package dev.updraft.standalone.bench;

import dev.updraft.core.attempt.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * How fast a run went.
 *
 * @param run from its creation to its end
 * @param handOvers from the end of each task to the start of the next, sorted; none unless a chain
 */
record Times(Duration run, List<Duration> handOvers) {
  static Times of(Workload workload, Duration run, List<Attempt> attempts) {
    if (workload.shape() != Workload.Shape.CHAIN) {
      return new Times(run, List.of());
    }
    var inOrder = new ArrayList<>(attempts);
    inOrder.sort(Comparator.comparing(Times::start));
    var handOvers = new ArrayList<Duration>();
    for (int i = 1; i < inOrder.size(); i++) {
      var end = Objects.requireNonNull(inOrder.get(i - 1).endedAt(), "a task without an end");
      handOvers.add(Duration.between(end, start(inOrder.get(i))));
    }
    handOvers.sort(Comparator.naturalOrder());
    return new Times(run, handOvers);
  }

  private static Instant start(Attempt attempt) {
    return Objects.requireNonNull(attempt.startedAt(), "a task without a start");
  }

  /** The hand-over that this share of all does not exceed, in milliseconds. */
  double handOverMillis(double share) {
    int place = (int) Math.ceil(share * handOvers.size()) - 1;
    return handOvers.get(Math.max(0, place)).toNanos() / 1e6;
  }

  double seconds() {
    return run.toNanos() / 1e9;
  }
}
