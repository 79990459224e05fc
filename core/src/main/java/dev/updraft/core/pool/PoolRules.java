package dev.updraft.core.pool;

import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.flow.RunEvent;
import dev.updraft.core.flow.Step;
import dev.updraft.core.id.AggregateKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the pool aggregate. Slots go to who waits with the highest priority; who needs more
 * than are free lets others pass, as in Airflow.
 */
public final class PoolRules {
  /**
   * How many may wait in one pool. Whoever is last when there are more is forgotten, and asks again
   * when its run is looked over.
   */
  public static final int WAITING_MAX = 1_000;

  /**
   * How many holders a pool remembers. A pool of a size is full with as many; one without a limit
   * grants on and forgets to whom.
   */
  public static final int HOLDERS_MAX = 10_000;

  private static final int HOLDERS_ASKED_MAX = 100;

  /** How many one step grants; it grants more in further steps. */
  private static final int GRANTED_MAX = 150;

  private PoolRules() {}

  /**
   * What a pool becomes by an event, and what is to be done.
   *
   * @param state the pool's state, null before anyone has made it or asked it
   * @param key which pool
   */
  public static Step<@Nullable Pool> decide(
      @Nullable Pool state, PoolEvent event, AggregateKey key) {
    var pool = state == null ? Pool.NONE : state;
    return switch (event) {
      case PoolEvent.PoolSized(int slots) ->
          serve(new Pool(slots, pool.holders(), pool.waiting()), key);
      case PoolEvent.PoolDeleted _ -> serve(new Pool(0, pool.holders(), pool.waiting()), key);
      case PoolEvent.PoolContinued _ -> serve(pool, key);
      case PoolEvent.SlotsAsked asked -> ask(pool, asked, key);
      case PoolEvent.SlotsReleased released -> release(pool, released, key);
    };
  }

  private static Step<@Nullable Pool> ask(Pool pool, PoolEvent.SlotsAsked asked, AggregateKey key) {
    if (isOvertaken(pool.holders(), asked) || isOvertaken(pool.waiting(), asked)) {
      return Step.none(pool);
    }
    for (var holder : pool.holders()) {
      if (holder.run().equals(asked.run()) && holder.work().equals(asked.work())) {
        return new Step<>(pool, List.of(granted(holder, key)));
      }
    }
    var claim =
        new Pool.Claim(asked.run(), asked.work(), asked.slots(), asked.priority(), asked.order());
    var limit = asked.limit();
    var served =
        serve(
            new Pool(
                limit == null ? pool.slots() : limit,
                without(pool.holders(), claim),
                joined(without(pool.waiting(), claim), claim)),
            key);
    return pool.waiting().contains(claim) ? withHoldersAsked(served, pool, key) : served;
  }

  /**
   * Who asks again has waited long. Perhaps a release was lost: the holders are granted once more
   * what they hold, and who needs it no longer gives it back.
   */
  private static Step<@Nullable Pool> withHoldersAsked(
      Step<@Nullable Pool> served, Pool pool, AggregateKey key) {
    var decisions = new ArrayList<>(served.decisions());
    pool.holders().stream()
        .limit(HOLDERS_ASKED_MAX)
        .map(holder -> granted(holder, key))
        .forEach(decisions::add);
    return new Step<>(served.next(), decisions);
  }

  /** A question that comes so late that a later try has asked already means nothing any more. */
  private static boolean isOvertaken(List<Pool.Claim> claims, PoolEvent.SlotsAsked asked) {
    return claims.stream().anyMatch(claim -> claim.isLaterThan(asked.run(), asked.work()));
  }

  private static List<Pool.Claim> joined(List<Pool.Claim> waiting, Pool.Claim claim) {
    var all = new ArrayList<>(waiting);
    all.add(claim);
    if (all.size() <= WAITING_MAX) {
      return all;
    }
    var sorted = new Pool(0, List.of(), all).waiting();
    return sorted.subList(0, WAITING_MAX);
  }

  /** A new claim of a task instance takes the place of the claims of its earlier tries. */
  private static List<Pool.Claim> without(List<Pool.Claim> claims, Pool.Claim claim) {
    return claims.stream()
        .filter(other -> !other.sameTaskInstance(claim.run(), claim.work()))
        .toList();
  }

  private static Step<@Nullable Pool> release(
      Pool pool, PoolEvent.SlotsReleased released, AggregateKey key) {
    return serve(
        new Pool(
            pool.slots(),
            withoutWork(pool.holders(), released),
            withoutWork(pool.waiting(), released)),
        key);
  }

  private static List<Pool.Claim> withoutWork(
      List<Pool.Claim> claims, PoolEvent.SlotsReleased released) {
    return claims.stream()
        .filter(
            claim -> !(claim.run().equals(released.run()) && claim.work().equals(released.work())))
        .toList();
  }

  private static Step<@Nullable Pool> serve(Pool pool, AggregateKey key) {
    var holders = new ArrayList<>(pool.holders());
    var waiting = new ArrayList<Pool.Claim>();
    var decisions = new ArrayList<Decision>();
    long held = pool.held();
    boolean goesOn = false;
    for (var claim : pool.waiting()) {
      if (!isRoom(pool, holders.size(), held + claim.slots())) {
        waiting.add(claim);
      } else if (decisions.size() == GRANTED_MAX) {
        waiting.add(claim);
        goesOn = true;
      } else {
        held += claim.slots();
        remember(claim, holders);
        decisions.add(granted(claim, key));
      }
    }
    if (goesOn) {
      decisions.add(new Decision.Tell(key, new PoolEvent.PoolContinued()));
    }
    return new Step<>(new Pool(pool.slots(), holders, waiting), decisions);
  }

  private static boolean isRoom(Pool pool, int holders, long held) {
    return pool.slots() == Pool.UNLIMITED || (held <= pool.slots() && holders < HOLDERS_MAX);
  }

  private static void remember(Pool.Claim claim, List<Pool.Claim> holders) {
    if (holders.size() < HOLDERS_MAX) {
      holders.add(claim);
    }
  }

  private static Decision granted(Pool.Claim claim, AggregateKey key) {
    return new Decision.Tell(
        new AggregateKey.OfRun(claim.run()), new RunEvent.SlotsGranted(claim.work(), key));
  }
}
