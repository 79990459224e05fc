package dev.updraft.runner.template;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A time of day.
 *
 * @param time which
 */
record Clock(LocalTime time) implements PythonObject {
  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "hour" -> (long) time.getHour();
      case "minute" -> (long) time.getMinute();
      case "second" -> (long) time.getSecond();
      case "microsecond" -> time.getNano() / 1000L;
      case "isoformat" -> new Method(name, _ -> toString());
      case "strftime" -> new Method(name, call -> written(call.text(0, "format")));
      default -> missing(name);
    };
  }

  private String written(String format) {
    return Strftime.format(
        time.atDate(java.time.LocalDate.of(1900, 1, 1)).atZone(ZoneOffset.UTC), format);
  }

  @Override
  public String toString() {
    return written(time.equals(time.truncatedTo(ChronoUnit.SECONDS)) ? "%H:%M:%S" : "%H:%M:%S.%f");
  }

  @Override
  public String repr() {
    return "Time(%d, %d, %d)".formatted(time.getHour(), time.getMinute(), time.getSecond());
  }
}
