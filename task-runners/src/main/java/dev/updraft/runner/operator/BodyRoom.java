package dev.updraft.runner.operator;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The room a process has for the bodies of HTTP answers: each has a size it may not exceed, and all
 * that are held at one time share a sum. Whoever finds no room waits for it. A body takes several
 * times its size on its way to an XCom, and is held until its attempt is over.
 */
final class BodyRoom {
  /** The environment variable for the largest body, in bytes. */
  static final String BODY_VARIABLE = "UPDRAFT_HTTP_BODY_BYTES_MAX";

  /** The environment variable for all bodies at one time, in bytes. */
  static final String ALL_VARIABLE = "UPDRAFT_HTTP_BODIES_BYTES_MAX";

  private static final int BODY_BYTES_DEFAULT = 16 * 1024 * 1024;

  /** On its way a body is there as bytes, text, JSON, and what of it is sent and received. */
  private static final int SHARE_OF_MEMORY = 12;

  private static final int UNIT_BYTES = 1024;

  private final int bodyBytesMax;
  private final Semaphore units;

  /**
   * @param bodyBytesMax the largest body
   * @param allBytesMax all of them at one time; at least one of the largest
   */
  BodyRoom(int bodyBytesMax, long allBytesMax) {
    this.bodyBytesMax = bodyBytesMax;
    this.units = new Semaphore(units(Math.max(bodyBytesMax, allBytesMax)), true);
  }

  /**
   * This process's.
   *
   * @throws TaskFailure if its environment says something else than a number
   */
  static BodyRoom ofProcess() {
    return OfProcess.ROOM;
  }

  private static int units(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, (bytes + UNIT_BYTES - 1) / UNIT_BYTES);
  }

  int bodyBytesMax() {
    return bodyBytesMax;
  }

  /**
   * Waits for room for a body.
   *
   * @param bytes its size, below 0 if that is not known: then it may be the largest
   */
  Held take(long bytes) throws InterruptedException {
    int needed = units(bytes < 0 ? bodyBytesMax : Math.min(bytes, bodyBytesMax));
    units.acquire(needed);
    return new Held(needed);
  }

  /** Room that is taken. */
  final class Held {
    private int taken;

    private Held(int taken) {
      this.taken = taken;
    }

    /** Keeps so many bytes and gives back the rest. */
    synchronized void shrink(long bytes) {
      int kept = Math.min(taken, units(bytes));
      units.release(taken - kept);
      taken = kept;
    }

    /** Gives it back. */
    void release() {
      shrink(0);
    }
  }

  private static final class OfProcess {
    static final BodyRoom ROOM = room();

    private static BodyRoom room() {
      int body = (int) Math.min(Integer.MAX_VALUE - 8, number(BODY_VARIABLE, BODY_BYTES_DEFAULT));
      long share = Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY;
      return new BodyRoom(body, number(ALL_VARIABLE, share));
    }

    private static long number(String name, long otherwise) {
      @Nullable String text = System.getenv(name);
      if (text == null || text.isBlank()) {
        return otherwise;
      }
      if (text.strip().matches("[1-9]\\d{0,17}")) {
        return Long.parseLong(text.strip());
      }
      throw TaskFailure.last("%s is '%s', expected a number of bytes".formatted(name, text));
    }
  }
}
