package dev.updraft.core.plan;

import dev.updraft.core.wire.Json;
import java.nio.charset.StandardCharsets;

/** A plan as bytes: JSON, since it is small and seldom stored. */
public final class PlanCodec {
  /** The format that is written. */
  public static final int FORMAT = 1;

  private PlanCodec() {}

  /** The plan's bytes. */
  public static byte[] encode(Plan plan) {
    return Json.write(plan).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The plan that these bytes are of.
   *
   * @throws IllegalArgumentException if they are not a plan's, or of a format that is not known
   */
  public static Plan decode(int format, byte[] bytes) {
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "a plan is stored in format " + format + ", only format " + FORMAT + " is known");
    }
    return Json.read(new String(bytes, StandardCharsets.UTF_8), Plan.class);
  }
}
