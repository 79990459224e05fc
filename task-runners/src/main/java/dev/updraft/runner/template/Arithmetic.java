package dev.updraft.runner.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's arithmetic on what templates hold. */
final class Arithmetic {
  private static final double EXACT_MAX = 0x1p53;
  private static final int REPEATED_LENGTH_MAX = 1_000_000;

  private Arithmetic() {}

  static Object add(@Nullable Object a, @Nullable Object b) {
    if (a instanceof CharSequence text && b instanceof CharSequence other) {
      Meter.text((long) text.length() + other.length());
      return text.toString() + other;
    } else if (a instanceof List<?> first
        && b instanceof List<?> second
        && a instanceof Tuple == b instanceof Tuple) {
      Meter.items((long) first.size() + second.size());
      List<@Nullable Object> all = new ArrayList<>(first);
      all.addAll(second);
      return a instanceof Tuple ? new Tuple(all) : all;
    } else if (a instanceof Moment moment && b instanceof Delta delta) {
      return moment.plus(delta.duration());
    } else if (a instanceof Delta delta && b instanceof Moment moment) {
      return moment.plus(delta.duration());
    } else if (a instanceof Delta first && b instanceof Delta second) {
      return new Delta(first.duration().plus(second.duration()));
    } else if (whole(a) && whole(b)) {
      return Math.addExact(number(a).longValue(), number(b).longValue());
    } else if (numeric(a) && numeric(b)) {
      return number(a).doubleValue() + number(b).doubleValue();
    }
    throw unsupported("+", a, b);
  }

  static Object subtract(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Moment moment && b instanceof Delta delta) {
      return moment.plus(delta.duration().negated());
    } else if (a instanceof Moment first && b instanceof Moment second) {
      return Delta.between(second, first);
    } else if (a instanceof Delta first && b instanceof Delta second) {
      return new Delta(first.duration().minus(second.duration()));
    } else if (whole(a) && whole(b)) {
      return Math.subtractExact(number(a).longValue(), number(b).longValue());
    } else if (numeric(a) && numeric(b)) {
      return number(a).doubleValue() - number(b).doubleValue();
    }
    throw unsupported("-", a, b);
  }

  static Object multiply(@Nullable Object a, @Nullable Object b) {
    if (a instanceof CharSequence text && whole(b)) {
      long times = Math.max(0, number(b).longValue());
      if (isTooLong(times, text.length())) {
        throw new TemplateException("a repeated text is longer than " + REPEATED_LENGTH_MAX);
      }
      Meter.text(times * text.length());
      return text.isEmpty() ? "" : text.toString().repeat((int) times);
    } else if (a instanceof List<?> list && whole(b)) {
      return repeated(list, Math.max(0, number(b).longValue()));
    } else if (a instanceof Delta delta && whole(b)) {
      return new Delta(delta.duration().multipliedBy(number(b).longValue()));
    } else if (whole(a) && (b instanceof Delta || b instanceof CharSequence || b instanceof List)) {
      return multiply(b, a);
    } else if (whole(a) && whole(b)) {
      return Math.multiplyExact(number(a).longValue(), number(b).longValue());
    } else if (numeric(a) && numeric(b)) {
      return number(a).doubleValue() * number(b).doubleValue();
    }
    throw unsupported("*", a, b);
  }

  private static boolean isTooLong(long times, int size) {
    return size > 0 && times > REPEATED_LENGTH_MAX / size;
  }

  private static Object repeated(List<?> list, long times) {
    if (isTooLong(times, list.size())) {
      throw new TemplateException("a repeated list is longer than " + REPEATED_LENGTH_MAX);
    }
    Meter.items(times * list.size());
    List<@Nullable Object> all = new ArrayList<>();
    for (long i = 0; i < times && !list.isEmpty(); i++) {
      all.addAll(list);
    }
    return list instanceof Tuple ? new Tuple(all) : all;
  }

  static Object divide(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Delta first && b instanceof Delta second) {
      return first.totalSeconds() / second.totalSeconds();
    } else if (a instanceof Delta delta && numeric(b)) {
      return new Delta(
          Duration.ofNanos(
              Math.round(delta.duration().toNanos() / 1000.0 / divisor(b).doubleValue()) * 1000));
    } else if (numeric(a) && numeric(b)) {
      return number(a).doubleValue() / divisor(b).doubleValue();
    }
    throw unsupported("/", a, b);
  }

  static Object floorDivide(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Delta first && b instanceof Delta second) {
      return (long) Math.floor(first.totalSeconds() / second.totalSeconds());
    } else if (whole(a) && whole(b)) {
      return Math.floorDiv(number(a).longValue(), divisor(b).longValue());
    } else if (numeric(a) && numeric(b)) {
      return Math.floor(number(a).doubleValue() / divisor(b).doubleValue());
    }
    throw unsupported("//", a, b);
  }

  static Object modulo(@Nullable Object a, @Nullable Object b) {
    if (whole(a) && whole(b)) {
      return Math.floorMod(number(a).longValue(), divisor(b).longValue());
    } else if (numeric(a) && numeric(b)) {
      double x = number(a).doubleValue();
      double y = divisor(b).doubleValue();
      return x - y * Math.floor(x / y);
    }
    throw unsupported("%", a, b);
  }

  static Object power(@Nullable Object a, @Nullable Object b) {
    if (!numeric(a) || !numeric(b)) {
      throw unsupported("**", a, b);
    }
    double power = Math.pow(number(a).doubleValue(), number(b).doubleValue());
    if (!whole(a) || !whole(b) || number(b).longValue() < 0) {
      return power;
    } else if (Math.abs(power) >= EXACT_MAX) {
      throw new TemplateException("a power above 2**53 is not supported");
    }
    return (long) power;
  }

  private static boolean whole(@Nullable Object value) {
    return value instanceof Long || value instanceof Integer || value instanceof Boolean;
  }

  static boolean numeric(@Nullable Object value) {
    return value instanceof Number || value instanceof Boolean;
  }

  static Number number(@Nullable Object value) {
    return switch (value) {
      case Number number -> number;
      case Boolean bool -> bool ? 1L : 0L;
      case null, default -> throw new TemplateException(PythonText.repr(value) + " is no number");
    };
  }

  private static Number divisor(@Nullable Object value) {
    var number = number(value);
    if (number.doubleValue() == 0) {
      throw new TemplateException("division by zero");
    }
    return number;
  }

  static TemplateException unsupported(String operator, @Nullable Object a, @Nullable Object b) {
    return new TemplateException(
        "unsupported operand type(s) for %s: '%s' and '%s'"
            .formatted(operator, Types.name(a), Types.name(b)));
  }
}
