package dev.updraft.scheduler;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls of ports: each is noted, and something may happen before or after it. */
final class Calls {
  private final List<Call> made = new ArrayList<>();
  private volatile Hook before = _ -> {};
  private volatile Hook after = _ -> {};

  /** The port, its calls noted. */
  <T> T around(Class<T> port, T real) {
    var proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> {
              var given = arguments == null ? List.of() : Stream.of(arguments).toList();
              var call = new Call(port.getSimpleName() + "." + method.getName(), given);
              note(call);
              before.on(call);
              var answer = invoke(() -> method.invoke(real, arguments));
              after.on(call);
              return answer;
            });
    return port.cast(proxy);
  }

  private static @Nullable Object invoke(Reflected call) throws Throwable {
    try {
      return call.make();
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private synchronized void note(Call call) {
    made.add(call);
  }

  /** This happens before each call from now on. */
  void before(Hook hook) {
    before = hook;
  }

  /** This happens after each call from now on. */
  void after(Hook hook) {
    after = hook;
  }

  /** From now on such calls fail. */
  void fail(Predicate<Call> such, RuntimeException failure) {
    before(call -> {
      if (such.test(call)) {
        throw failure;
      }
    });
  }

  /** From now on nothing happens beside the calls. */
  void calm() {
    before(_ -> {});
    after(_ -> {});
  }

  /** Forgets the calls up to now. */
  synchronized void forget() {
    made.clear();
  }

  /** The calls, in their order. */
  synchronized List<Call> made() {
    return List.copyOf(made);
  }

  /** The calls of this name, in their order. */
  List<Call> made(String name) {
    return made().stream().filter(call -> call.is(name)).toList();
  }

  /** What happens at a call. */
  @FunctionalInterface
  interface Hook {
    void on(Call call);
  }

  private interface Reflected {
    @Nullable Object make() throws Exception;
  }

  /**
   * A call.
   *
   * @param name the port and the method, such as {@code StateStore.commit}
   * @param arguments what it was given
   */
  record Call(String name, List<Object> arguments) {
    boolean is(String other) {
      return name.equals(other);
    }
  }
}
