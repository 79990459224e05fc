package dev.updraft.runner.sensor;

import dev.updraft.runner.operator.Execution;

/** One look at what is waited for. */
@FunctionalInterface
public interface Sensor {
  /** Whether it has come. */
  boolean poke(Execution execution) throws InterruptedException;
}
