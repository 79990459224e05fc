package dev.updraft.runner.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's arithmetic on what templates hold. */
final class Arithmetic {
  private static final int REPEATED_LENGTH_MAX = 1_000_000;

  private Arithmetic() {}

  static Object add(@Nullable Object a, @Nullable Object b) {
    if (a instanceof CharSequence && b instanceof CharSequence) {
      return a.toString() + b;
    } else if (a instanceof Collection<?> first && b instanceof Collection<?> second) {
      List<@Nullable Object> all = new ArrayList<>(first);
      all.addAll(second);
      return all;
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
      return new Delta(Duration.between(second.time(), first.time()));
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
      if (times * text.length() > REPEATED_LENGTH_MAX) {
        throw new TemplateException("a repeated text is longer than " + REPEATED_LENGTH_MAX);
      }
      return text.toString().repeat((int) times);
    } else if (a instanceof Delta delta && whole(b)) {
      return new Delta(delta.duration().multipliedBy(number(b).longValue()));
    } else if (whole(a) && (b instanceof Delta || b instanceof CharSequence)) {
      return multiply(b, a);
    } else if (whole(a) && whole(b)) {
      return Math.multiplyExact(number(a).longValue(), number(b).longValue());
    } else if (numeric(a) && numeric(b)) {
      return number(a).doubleValue() * number(b).doubleValue();
    }
    throw unsupported("*", a, b);
  }

  static Object divide(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Delta first && b instanceof Delta second) {
      return first.totalSeconds() / second.totalSeconds();
    } else if (numeric(a) && numeric(b)) {
      return number(a).doubleValue() / divisor(b).doubleValue();
    }
    throw unsupported("/", a, b);
  }

  static Object floorDivide(@Nullable Object a, @Nullable Object b) {
    if (whole(a) && whole(b)) {
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
    return whole(a) && whole(b) && number(b).longValue() >= 0 && Math.abs(power) < Long.MAX_VALUE
        ? (Object) (long) power
        : (Object) power;
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
