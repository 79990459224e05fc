package dev.updraft.standalone.simulator;

import dev.updraft.core.port.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Random;

/**
 * What goes wrong between a process and its stores. Every call of a port is a step: before it and
 * after it the process may die, or the store may fail to answer. A call that fails after it was
 * made has had its effect.
 */
final class Faults {
  private static final double CRASH = 0.004;
  private static final double FAILURE = 0.006;

  private final Random chance;
  private boolean on = true;

  Faults(Random chance) {
    this.chance = chance;
  }

  /** From now on nothing goes wrong. */
  void stop() {
    on = false;
  }

  /** Whether something that goes wrong so often does so now. */
  boolean strike(double probability) {
    return on && chance.nextDouble() < probability;
  }

  /** The port as a process sees it. */
  <T> T around(Class<T> port, T real) {
    var proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> {
              step(port.getSimpleName() + "." + method.getName() + " before");
              Object result;
              try {
                result = method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
              step(port.getSimpleName() + "." + method.getName() + " after");
              return result;
            });
    return port.cast(proxy);
  }

  private void step(String where) {
    if (strike(CRASH)) {
      throw new Crash(where);
    }
    if (strike(FAILURE)) {
      throw new StoreException("did not answer: " + where);
    }
  }
}
