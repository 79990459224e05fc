package dev.updraft.core.run;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The run vector: state and try of every task instance, by cell. Today a cell is a task's index in
 * its DAG, since no task has more than one instance.
 */
public final class Cells {
  /** The highest try a cell can hold. */
  public static final int TRY_MAX = Short.MAX_VALUE;

  /** The most cells a run can have. */
  public static final int SIZE_MAX = 1_000_000;

  private final byte[] states;
  private final short[] tries;

  private Cells(byte[] states, short[] tries) {
    this.states = states;
    this.tries = tries;
  }

  /**
   * So many cells without a state or try.
   *
   * @throws IllegalArgumentException if there are more than {@link #SIZE_MAX}
   */
  public static Cells blank(int size) {
    if (size < 0 || size > SIZE_MAX) {
      throw new IllegalArgumentException(
          "a run of " + size + " task instances: at most " + SIZE_MAX + " are possible");
    }
    return new Cells(new byte[size], new short[size]);
  }

  /** How many. */
  public int size() {
    return states.length;
  }

  /** The state in a cell. */
  public TaskInstanceState state(int cell) {
    return TaskInstanceState.ofCode(states[cell]);
  }

  /** The try in a cell, 0 before the first. */
  public int tryNumber(int cell) {
    return tries[cell];
  }

  /** A copy to be changed. */
  public Draft draft() {
    return new Draft(states.clone(), tries.clone());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cells that
        && Arrays.equals(states, that.states)
        && Arrays.equals(tries, that.tries);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(states) + Arrays.hashCode(tries);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int i = 0; i < size(); i++) {
      text.append(i == 0 ? "" : " ").append(state(i)).append('#').append(tryNumber(i));
    }
    return text.toString();
  }

  /** Cells while they are being changed. */
  public static final class Draft {
    private final byte[] states;
    private final short[] tries;

    private Draft(byte[] states, short[] tries) {
      this.states = states;
      this.tries = tries;
    }

    /** How many. */
    public int size() {
      return states.length;
    }

    /** The state in a cell. */
    public TaskInstanceState state(int cell) {
      return TaskInstanceState.ofCode(states[cell]);
    }

    /** The try in a cell, 0 before the first. */
    public int tryNumber(int cell) {
      return tries[cell];
    }

    /** Changes the state in a cell. */
    public void state(int cell, TaskInstanceState state) {
      states[cell] = (byte) state.code();
    }

    /**
     * Changes the try in a cell.
     *
     * @throws IllegalArgumentException if it is not between 0 and {@link #TRY_MAX}
     */
    public void tryNumber(int cell, int tryNumber) {
      if (tryNumber < 0 || tryNumber > TRY_MAX) {
        throw new IllegalArgumentException("try " + tryNumber + " is not in 0.." + TRY_MAX);
      }
      tries[cell] = (short) tryNumber;
    }

    /** The cells as they are now. */
    public Cells done() {
      return new Cells(states.clone(), tries.clone());
    }
  }
}
