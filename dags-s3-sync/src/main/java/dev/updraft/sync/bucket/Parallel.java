package dev.updraft.sync.bucket;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Gatherers;

/**
 * Does the same to many things, some at a time, each in a virtual thread.
 *
 * @param atOnce how many at a time
 */
public record Parallel(int atOnce) {

  /** The results, in the things' order; the first failure ends all and is thrown. */
  public <T, R> List<R> map(Collection<T> things, Function<T, R> work) {
    return things.stream().gather(Gatherers.mapConcurrent(atOnce, work)).toList();
  }
}
