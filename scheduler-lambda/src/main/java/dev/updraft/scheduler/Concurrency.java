package dev.updraft.scheduler;

import dev.updraft.core.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * How requests that do not depend on one another are made: at once, or in turn where the order is
 * to be the same each time. An exception of one keeps none of the others from being made.
 */
public sealed interface Concurrency {
  /**
   * Makes them all.
   *
   * @throws RuntimeException the first that one of them threw, with the others suppressed in it,
   *     after all have been made
   */
  void make(List<Runnable> requests);

  /** One after another, in this order. */
  record InTurn() implements Concurrency {
    @Override
    public void make(List<Runnable> requests) {
      RuntimeException failure = null;
      for (var request : requests) {
        try {
          request.run();
        } catch (RuntimeException e) {
          failure = with(failure, e);
        }
      }
      if (failure != null) {
        throw failure;
      }
    }
  }

  /**
   * Each in a virtual thread.
   *
   * @param places a place for each that is made at a time, over all who share it
   */
  record AtOnce(Semaphore places) implements Concurrency {
    /** So many at a time. */
    public AtOnce(int max) {
      this(new Semaphore(max));
    }

    @Override
    public void make(List<Runnable> requests) {
      if (requests.size() <= 1) {
        requests.forEach(Runnable::run);
        return;
      }
      var made = new ArrayList<Future<?>>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var request : requests) {
          made.add(threads.submit(() -> inItsPlace(request)));
        }
      }
      RuntimeException failure = null;
      for (var one : made) {
        var thrown = thrownBy(one);
        failure = thrown == null ? failure : with(failure, thrown);
      }
      if (failure != null) {
        throw failure;
      }
    }

    private void inItsPlace(Runnable request) {
      try {
        places.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException("interrupted before a request was made", e);
      }
      try {
        request.run();
      } finally {
        places.release();
      }
    }

    /** Every one has ended by now. */
    private static @Nullable RuntimeException thrownBy(Future<?> one) {
      return switch (one.state()) {
        case SUCCESS -> null;
        case FAILED -> {
          if (one.exceptionNow() instanceof Error e) {
            throw e;
          }
          yield one.exceptionNow() instanceof RuntimeException e
              ? e
              : new IllegalStateException(one.exceptionNow());
        }
        case CANCELLED, RUNNING -> new StoreException("interrupted before a request was made");
      };
    }
  }

  private static RuntimeException with(@Nullable RuntimeException first, RuntimeException next) {
    if (first == null) {
      return next;
    }
    if (!first.equals(next)) {
      first.addSuppressed(next);
    }
    return first;
  }
}
