package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.flow.PlanEvent.PausedSet;
import dev.updraft.core.flow.PoolEvent.PoolDeleted;
import dev.updraft.core.flow.PoolEvent.PoolSized;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PauseAndPoolsTest {
  private final ApiWorld world = new ApiWorld();

  @Test
  void pausingTellsTheDagAndIsSeenAtOnce() {
    world.publish(SampleDags.orders());

    var answer = world.call("PATCH", "/api/v2/dags/orders", "{\"is_paused\":true}");

    assertThat(ApiWorld.json(answer).get("is_paused").asBoolean()).isTrue();
    assertThat(world.get("/api/v2/dags/orders").get("is_paused").asBoolean()).isTrue();
    assertThat(world.told()).containsExactly(new PausedSet(true));
  }

  @Test
  void pausingAndUnpausingSoonAfterAreBothTold() {
    world.publish(SampleDags.orders());
    world.call("PATCH", "/api/v2/dags/orders", "{\"is_paused\":true}");
    world.pass(Duration.ofSeconds(1));
    world.call("PATCH", "/api/v2/dags/orders", "{\"is_paused\":false}");
    world.pass(Duration.ofSeconds(1));
    world.call("PATCH", "/api/v2/dags/orders", "{\"is_paused\":true}");

    assertThat(world.told())
        .containsExactly(new PausedSet(true), new PausedSet(false), new PausedSet(true));
  }

  @Test
  void onlyPausingCanBePatched() {
    world.publish(SampleDags.orders());

    assertThat(
            world
                .call("PATCH", "/api/v2/dags/orders?update_mask=tags", "{\"is_paused\":true}")
                .status())
        .isEqualTo(400);
    assertThat(world.call("PATCH", "/api/v2/dags/orders", "{\"is_paused\":\"maybe\"}").status())
        .isEqualTo(422);
  }

  @Test
  void aPoolIsStoredAndItsAggregateIsTold() {
    assertThat(world.call("POST", "/api/v2/pools", "{\"name\":\"db\",\"slots\":3}").status())
        .isEqualTo(201);
    assertThat(world.call("POST", "/api/v2/pools", "{\"name\":\"db\",\"slots\":3}").status())
        .isEqualTo(409);
    assertThat(world.call("PATCH", "/api/v2/pools/db", "{\"slots\":4}").status()).isEqualTo(200);
    assertThat(world.get("/api/v2/pools/db").get("open_slots").asInt()).isEqualTo(4);
    assertThat(world.call("DELETE", "/api/v2/pools/db", null).status()).isEqualTo(204);

    assertThat(world.told()).containsExactly(new PoolSized(3), new PoolSized(4), new PoolDeleted());
  }

  @Test
  void theDefaultPoolIsAlwaysThereAndUnlimitedUntilSized() {
    assertThat(world.get("/api/v2/pools").at("/pools/0/slots").asInt()).isEqualTo(-1);
    assertThat(world.call("DELETE", "/api/v2/pools/default_pool", null).status()).isEqualTo(400);
    assertThat(world.call("PATCH", "/api/v2/pools/default_pool", "{\"slots\":2}").status())
        .isEqualTo(400);
    world.call("PATCH", "/api/v2/pools/default_pool?update_mask=slots", "{\"slots\":2}");

    assertThat(world.get("/api/v2/pools/default_pool").get("slots").asInt()).isEqualTo(2);
    assertThat(world.get("/api/v2/pools").get("total_entries").asInt()).isEqualTo(1);
  }

  @Test
  void slotsBelowMinusOneAreRefused() {
    assertThat(world.call("POST", "/api/v2/pools", "{\"name\":\"db\",\"slots\":-2}").status())
        .isEqualTo(422);
  }
}
