package dev.updraft.core.port.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.updraft.core.id.PoolName;
import dev.updraft.core.port.Pools;
import dev.updraft.core.port.Pools.PoolRow;
import dev.updraft.core.port.TooLargeException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Pools} do. */
public abstract class PoolsContract {
  private Pools pools;

  /** Empty ones. */
  protected abstract Pools open();

  @BeforeEach
  void openPools() {
    pools = open();
  }

  @Test
  void aPoolIsThereUntilItIsReplacedOrDeleted() {
    var name = new PoolName("data base | 1");
    assertThat(pools.get(name)).isNull();
    pools.put(new PoolRow(name, 3, "the database", true));
    assertThat(pools.get(name)).isEqualTo(new PoolRow(name, 3, "the database", true));
    pools.put(new PoolRow(name, -1, null, false));
    assertThat(pools.get(name)).isEqualTo(new PoolRow(name, -1, null, false));
    pools.delete(name);
    pools.delete(name);
    assertThat(pools.get(name)).isNull();
  }

  @Test
  void aPoolThatIsTooLargeIsRefused() {
    var name = new PoolName("€".repeat(256));
    assertThatThrownBy(() -> pools.put(new PoolRow(name, 1, "x".repeat(410_000), false)))
        .isInstanceOf(TooLargeException.class)
        .hasMessageStartingWith("the row of pool " + name);
    assertThat(pools.get(name)).isNull();
  }

  @Test
  void poolsArePagedByName() {
    for (var name : List.of("c", "a", "e", "b", "d")) {
      pools.put(new PoolRow(new PoolName(name), 1, null, false));
    }
    assertThat(Samples.all(from -> pools.list(from, 2)))
        .extracting(pool -> pool.name().value())
        .containsExactly("a", "b", "c", "d", "e");
  }
}
