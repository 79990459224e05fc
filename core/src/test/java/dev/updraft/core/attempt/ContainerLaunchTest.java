package dev.updraft.core.attempt;

import static dev.updraft.core.attempt.Rows.ID;
import static dev.updraft.core.attempt.Rows.KEY;
import static dev.updraft.core.attempt.Rows.NOON;
import static dev.updraft.core.attempt.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.core.attempt.ContainerLaunch.Patience;
import dev.updraft.core.attempt.ContainerLaunch.Wish;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.run.TaskInstanceState;
import org.junit.jupiter.api.Test;

class ContainerLaunchTest {
  @Test
  void onlyAQueuedAttemptGetsAContainer() {
    for (var state : TaskInstanceState.values()) {
      assertThat(ContainerLaunch.of(row(state, null, 2), ID))
          .as(state.name())
          .isEqualTo(state == TaskInstanceState.QUEUED ? new Wish.Start(2) : new Wish.Drop());
    }
    var other = AttemptId.of(KEY, NOON.plusSeconds(1));
    assertThat(ContainerLaunch.of(row(TaskInstanceState.QUEUED, null, 0), other))
        .isEqualTo(new Wish.Drop());
    assertThat(ContainerLaunch.of(null, ID)).isEqualTo(new Wish.Drop());
  }

  @Test
  void anAttemptWithoutCapacityIsLeftToTheSweepBeforeItsMessageIsDead() {
    assertThat(ContainerLaunch.withoutCapacity(1)).isEqualTo(new Patience.ComeAgain());
    assertThat(ContainerLaunch.withoutCapacity(6)).isEqualTo(new Patience.ComeAgain());
    assertThat(ContainerLaunch.withoutCapacity(7)).isEqualTo(new Patience.LeaveToSweep());
    assertThat(ContainerLaunch.withoutCapacity(9)).isEqualTo(new Patience.LeaveToSweep());
  }
}
