package dev.updraft.runner.template;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What templates reach as {@code macros}. */
final class Macros implements PythonObject {
  private static final int TIME_LENGTH_MAX = 100;

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "ds_add" -> new Method(name, Macros::dsAdd);
      case "ds_format" ->
          new Method(
              name,
              call ->
                  Strftime.format(
                      Strftime.parse(call.text(0, "ds"), call.text(1, "input_format")),
                      call.text(2, "output_format")));
      case "datetime_diff_for_humans" ->
          new Method(
              name, call -> HumanDiff.of(moment(call, 0, "dt"), (Moment) call.get(1, "since")));
      case "timedelta" -> new Method(name, Delta::of);
      case "random" -> new Method(name, _ -> ThreadLocalRandom.current().nextDouble());
      case "datetime" -> new DateTimeClass();
      case "dateutil" -> new Module("dateutil", Macros::dateutil);
      case "time" -> new Module(name, Macros::time);
      case "uuid" -> new Module(name, Macros::uuid);
      case "json" -> new Module(name, Macros::json);
      default -> missing("macros." + name);
    };
  }

  /** A time in ISO 8601, naive unless it says its offset. */
  private static Moment moment(Call call, int index, String name) {
    if (call.get(index, name) instanceof Moment moment) {
      return moment;
    }
    if (call.text(index, name).length() > TIME_LENGTH_MAX) {
      throw new TemplateException(
          "'%.40s…' is not a time in ISO 8601".formatted(call.text(index, name)));
    }
    var text = call.text(index, name).strip().replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
    try {
      if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
        return new Moment(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC), Moment.Kind.NAIVE);
      } else if (text.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)")) {
        var colon = text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
        return new Moment(OffsetDateTime.parse(colon).toZonedDateTime(), Moment.Kind.AWARE);
      }
      return new Moment(LocalDateTime.parse(text).atZone(ZoneOffset.UTC), Moment.Kind.NAIVE);
    } catch (DateTimeException e) {
      throw new TemplateException("'%s' is not a time in ISO 8601".formatted(text), e);
    }
  }

  private static Object dsAdd(Call call) {
    var day = Strftime.parse(call.text(0, "ds"), "%Y-%m-%d");
    return Strftime.format(day.plusDays(call.number(1, "days", 0)), "%Y-%m-%d");
  }

  private static @Nullable Object dateutil(String name) {
    return name.equals("parser")
        ? new Module(
            "dateutil.parser",
            method ->
                method.equals("parse")
                    ? new Method(method, call -> moment(call, 0, "timestr"))
                    : null)
        : null;
  }

  private static @Nullable Object time(String name) {
    return switch (name) {
      case "time" -> new Method(name, _ -> System.currentTimeMillis() / 1000.0);
      case "strftime" ->
          new Method(
              name,
              call -> Strftime.format(ZonedDateTime.now(ZoneOffset.UTC), call.text(0, "format")));
      default -> null;
    };
  }

  private static @Nullable Object uuid(String name) {
    return name.equals("uuid4") ? new Method(name, _ -> UUID.randomUUID().toString()) : null;
  }

  private static @Nullable Object json(String name) {
    return switch (name) {
      case "dumps" -> new Method(name, call -> PythonJson.dumps(call));
      case "loads" -> new Method(name, call -> PythonJson.loads(call.text(0, "s")));
      default -> null;
    };
  }

  /** A Python module. */
  private record Module(String name, Function<String, @Nullable Object> members)
      implements PythonObject {
    @Override
    public @Nullable Object attribute(String member) {
      var found = members.apply(member);
      return found == null ? missing("macros." + name + "." + member) : found;
    }

    @Override
    public String toString() {
      return "<module '" + name + "'>";
    }
  }

  /** Python's {@code datetime.datetime}: callable, with class methods. */
  private static final class DateTimeClass extends com.hubspot.jinjava.el.ext.AbstractCallableMethod
      implements PythonObject {
    DateTimeClass() {
      super("datetime", new java.util.LinkedHashMap<>());
    }

    @Override
    public @Nullable Object attribute(String name) {
      return switch (name) {
        case "strptime" ->
            new Method(
                name,
                call -> naive(Strftime.parse(call.text(0, "date_string"), call.text(1, "format"))));
        case "now" ->
            new Method(name, call -> call.has(0, "tz") ? Moment.of(Instant.now()) : naive(now()));
        case "utcnow", "today" -> new Method(name, _ -> naive(now()));
        case "fromisoformat" -> new Method(name, call -> moment(call, 0, "date_string"));
        case "fromtimestamp", "utcfromtimestamp" ->
            new Method(
                name,
                call ->
                    naive(
                        Instant.ofEpochMilli((long) (call.decimal(0, "timestamp", 0) * 1000))
                            .atZone(ZoneOffset.UTC)));
        case "combine" ->
            new Method(
                name,
                call ->
                    naive(
                        moment(call, 0, "date")
                            .time()
                            .with(LocalTime.parse(call.text(1, "time")))));
        default -> missing("macros.datetime." + name);
      };
    }

    private static ZonedDateTime now() {
      return ZonedDateTime.now(ZoneOffset.UTC);
    }

    private static Moment naive(ZonedDateTime time) {
      return new Moment(time, Moment.Kind.NAIVE);
    }

    @Override
    public @Nullable Object evaluate(@Nullable Object... arguments) {
      return new Method("datetime", DateTimeClass::create).evaluate(arguments);
    }

    private static Object create(Call call) {
      return naive(
          ZonedDateTime.of(
              (int) call.number(0, "year", 0),
              (int) call.number(1, "month", 1),
              (int) call.number(2, "day", 1),
              (int) call.number(3, "hour", 0),
              (int) call.number(4, "minute", 0),
              (int) call.number(5, "second", 0),
              (int) call.number(6, "microsecond", 0) * 1000,
              ZoneOffset.UTC));
    }

    @Override
    public @Nullable Object doEvaluate(
        java.util.Map<String, Object> arguments,
        java.util.Map<String, Object> named,
        java.util.List<Object> rest) {
      throw new UnsupportedOperationException("evaluate is the only way in");
    }

    @Override
    public String toString() {
      return "<class 'datetime.datetime'>";
    }
  }

  @Override
  public String toString() {
    return "<MacrosAccessor (dynamic access to macros)>";
  }
}
