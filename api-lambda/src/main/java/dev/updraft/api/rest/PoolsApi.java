package dev.updraft.api.rest;

import dev.updraft.api.http.ApiProblem;
import dev.updraft.api.http.Body;
import dev.updraft.api.http.Call;
import dev.updraft.api.http.Fields;
import dev.updraft.api.http.HttpAnswer;
import dev.updraft.api.http.Listing;
import dev.updraft.api.http.Order;
import dev.updraft.api.http.Router;
import dev.updraft.api.tell.Teller;
import dev.updraft.api.view.Paged;
import dev.updraft.api.view.PoolView;
import dev.updraft.core.dag.Task.Slots;
import dev.updraft.core.flow.PoolEvent;
import dev.updraft.core.id.AggregateKey;
import dev.updraft.core.id.PoolName;
import dev.updraft.core.port.Pools;
import dev.updraft.core.port.Pools.PoolRow;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pools. {@code default_pool} is always there, without a limit until someone sizes it. A change is
 * stored for those who look and told to the pool's aggregate, which grants the slots.
 */
public final class PoolsApi {
  private static final int POOLS_MAX = 10_000;
  private static final int NAME_LENGTH_MAX = 256;
  private static final int DESCRIPTION_LENGTH_MAX = 1_000;
  private static final int UNLIMITED = -1;
  private static final Set<String> DEFAULT_POOL_MASK = Set.of("slots", "include_deferred");
  private static final PoolRow DEFAULT =
      new PoolRow(Slots.DEFAULT_POOL, UNLIMITED, "Default pool", false);
  private final Pools pools;
  private final PoolView view;
  private final Teller teller;
  private final InstantSource clock;

  /** Over the pools' rows and aggregates. */
  public PoolsApi(Pools pools, PoolView view, Teller teller, InstantSource clock) {
    this.pools = pools;
    this.view = view;
    this.teller = teller;
    this.clock = clock;
  }

  /** Adds the routes. */
  public void routes(Router router) {
    router
        .on("GET", "/api/v2/pools", this::list)
        .on("POST", "/api/v2/pools", this::post)
        .on("GET", "/api/v2/pools/{pool_name:path}", this::get)
        .on("PATCH", "/api/v2/pools/{pool_name:path}", this::patch)
        .on("DELETE", "/api/v2/pools/{pool_name:path}", this::delete);
  }

  private HttpAnswer list(Call call) {
    var all = new ArrayList<PoolRow>(Paged.first(POOLS_MAX, pools::list));
    if (all.stream().noneMatch(pool -> pool.name().equals(Slots.DEFAULT_POOL))) {
      all.addFirst(DEFAULT);
    }
    var page =
        Listing.of(call, all)
            .pattern("pool_name", pool -> pool.name().value())
            .page(
                new Order<PoolRow>()
                    .by("id", PoolRow::name)
                    .by("pool", PoolRow::name)
                    .by("name", PoolRow::name),
                "id");
    return HttpAnswer.ok(page.as("pools", this::shape));
  }

  private HttpAnswer get(Call call) {
    return HttpAnswer.ok(shape(pool(call)));
  }

  private HttpAnswer post(Call call) {
    var body =
        Body.of(call)
            .only("name", "slots", "description", "include_deferred", "team_name")
            .needs("name", "slots");
    var name = body.requiredText("name", NAME_LENGTH_MAX);
    var slots = slots(body);
    var description = body.text("description", DESCRIPTION_LENGTH_MAX);
    boolean includeDeferred = Boolean.TRUE.equals(body.bool("include_deferred"));
    if (name.isBlank() && (body.get("name") instanceof String)) {
      body.error("string_too_short", "name", "String should have at least 1 character", name);
    }
    noTeam(body);
    body.check();
    if (find(name).isPresent()) {
      throw ApiProblem.duplicate("The Pool with name: `" + name + "` already exists");
    }
    var pool =
        new PoolRow(new PoolName(name), slots == null ? 0 : slots, description, includeDeferred);
    store(pool);
    return HttpAnswer.json(201, shape(pool));
  }

  private HttpAnswer patch(Call call) {
    var body =
        Body.of(call).only("name", "pool", "slots", "description", "include_deferred", "team_name");
    var name = body.text(body.has("name") ? "name" : "pool", NAME_LENGTH_MAX);
    var slots = slots(body);
    var description = body.text("description", DESCRIPTION_LENGTH_MAX);
    var includeDeferred = body.bool("include_deferred");
    noTeam(body);
    body.check();
    if (name != null && !name.equals(call.path("pool_name"))) {
      throw ApiProblem.badRequest(
          "Invalid body, pool name from request body doesn't match uri parameter");
    }
    var before = pool(call);
    var mask = call.queries("update_mask");
    if (before.name().equals(Slots.DEFAULT_POOL)
        && (mask.isEmpty() || !DEFAULT_POOL_MASK.containsAll(mask))) {
      throw ApiProblem.badRequest(
          "Only slots and included_deferred can be modified on Default Pool");
    }
    var sizes = wanted("slots", mask) ? slots : null;
    var includes = wanted("include_deferred", mask) ? includeDeferred : null;
    boolean describes = body.has("description") && wanted("description", mask);
    var after =
        new PoolRow(
            before.name(),
            sizes == null ? before.slots() : sizes,
            describes ? description : before.description(),
            includes == null ? before.includeDeferred() : includes);
    store(after);
    return HttpAnswer.ok(shape(after));
  }

  private static boolean wanted(String field, List<String> mask) {
    return mask.isEmpty() || mask.contains(field);
  }

  private HttpAnswer delete(Call call) {
    if (call.path("pool_name").equals(Slots.DEFAULT_POOL.value())) {
      throw ApiProblem.badRequest("Default Pool can't be deleted");
    }
    var pool = pool(call);
    pools.delete(pool.name());
    teller.tell(new AggregateKey.OfPool(pool.name()), new PoolEvent.PoolDeleted(), clock.instant());
    return HttpAnswer.empty(204);
  }

  private void store(PoolRow pool) {
    pools.put(pool);
    teller.tell(
        new AggregateKey.OfPool(pool.name()),
        new PoolEvent.PoolSized(pool.slots()),
        pool.slots(),
        clock.instant());
  }

  private static @Nullable Integer slots(Body body) {
    var slots = body.integer("slots", UNLIMITED);
    if (slots == null) {
      if (body.has("slots") && body.get("slots") == null) {
        body.error("int_type", "slots", "Input should be a valid integer", null);
      }
      return null;
    }
    if (slots > Integer.MAX_VALUE) {
      body.error(
          "less_than_equal",
          "slots",
          "Input should be less than or equal to " + Integer.MAX_VALUE,
          slots);
      return null;
    }
    return slots.intValue();
  }

  private static void noTeam(Body body) {
    if (body.get("team_name") != null) {
      body.reject(
          "team_name cannot be set when multi_team mode is disabled. Please contact your"
              + " administrator.");
    }
  }

  private PoolRow pool(Call call) {
    var name = call.path("pool_name");
    return find(name)
        .orElseThrow(() -> ApiProblem.notFound("The Pool with name: `" + name + "` was not found"));
  }

  private Optional<PoolRow> find(String name) {
    if (name.isBlank() || name.length() > NAME_LENGTH_MAX) {
      return Optional.empty();
    }
    var found = Optional.ofNullable(pools.get(new PoolName(name)));
    return name.equals(Slots.DEFAULT_POOL.value()) ? found.or(() -> Optional.of(DEFAULT)) : found;
  }

  /** The aggregate does not tell queued from running task instances: both hold what is granted. */
  private Fields shape(PoolRow pool) {
    var use = view.of(pool.name());
    return new Fields()
        .put("name", pool.name())
        .put("slots", pool.slots())
        .put("description", pool.description())
        .put("include_deferred", pool.includeDeferred())
        .put("occupied_slots", use.granted())
        .put("running_slots", use.granted())
        .put("queued_slots", 0)
        .put("scheduled_slots", use.waiting())
        .put("open_slots", pool.slots() < 0 ? UNLIMITED : pool.slots() - use.granted())
        .put("deferred_slots", 0)
        .put("team_name", null);
  }
}
