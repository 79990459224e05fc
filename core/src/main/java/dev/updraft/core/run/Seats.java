package dev.updraft.core.run;

/**
 * What a task instance has asked of the limits that reach over runs, and been granted. It asks the
 * task's own limit first and the pool second, always in this order, so that no two wait for each
 * other.
 *
 * @param limitAsked whether it has asked the task's limit
 * @param limitGranted whether it holds a place there
 * @param poolAsked whether it has asked the pool
 * @param poolGranted whether it holds slots there
 */
record Seats(boolean limitAsked, boolean limitGranted, boolean poolAsked, boolean poolGranted) {
  static final Seats NONE = new Seats(false, false, false, false);

  static Seats ofBits(int bits) {
    return new Seats((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0);
  }

  int bits() {
    return (limitAsked ? 1 : 0)
        | (limitGranted ? 2 : 0)
        | (poolAsked ? 4 : 0)
        | (poolGranted ? 8 : 0);
  }

  Seats askLimit() {
    return new Seats(true, limitGranted, poolAsked, poolGranted);
  }

  Seats askPool() {
    return new Seats(limitAsked, limitGranted, true, poolGranted);
  }

  Seats grantLimit() {
    return new Seats(limitAsked, true, poolAsked, poolGranted);
  }

  Seats grantPool() {
    return new Seats(limitAsked, limitGranted, poolAsked, true);
  }

  boolean waitsForLimit() {
    return limitAsked && !limitGranted;
  }

  boolean waitsForPool() {
    return poolAsked && !poolGranted;
  }
}
