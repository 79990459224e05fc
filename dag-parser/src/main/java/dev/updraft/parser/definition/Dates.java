package dev.updraft.parser.definition;

import dev.updraft.parser.yaml.Value;
import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.Value.Items;
import dev.updraft.parser.yaml.Value.Leaf;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Dates as dag-factory reads them: the wall time that is written, in the zone of the DAG; or a time
 * span before the start of today in that zone.
 */
final class Dates {
  private static final List<String> PARTS =
      List.of("year", "month", "day", "hour", "minute", "second", "microsecond");
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ofPattern("[uuuu-MM-dd][uuuuMMdd][uuuu-MM][uuuu]", Locale.ROOT))
          .optionalStart()
          .appendPattern("['T']['t'][' ']")
          .appendPattern("[HH:mm:ss][HH:mm][HHmmss][HHmm][HH]")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern("[' ']")
          .appendPattern("[XXX][XX][X]")
          .optionalEnd()
          .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
          .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .toFormatter(Locale.ROOT);

  private Dates() {}

  /**
   * A date and what was written of its zone.
   *
   * @param at the instant
   * @param otherOffset whether an offset is written that is not the zone's there
   */
  record Read(Instant at, boolean otherOffset) {}

  /**
   * The date a value stands for.
   *
   * @throws IllegalArgumentException with what was expected, if it is none
   */
  static Read read(Value value, ZoneId zone, Instant now) {
    return switch (value) {
      case Leaf(_, LocalDate date, _) -> in(date.atStartOfDay(), zone);
      case Leaf(_, LocalDateTime time, _) -> in(time, zone);
      case Leaf(_, OffsetDateTime time, _) -> in(time, zone);
      case Leaf(_, String text, _) -> text(text.strip(), zone, now);
      case Fields fields when isDate(fields) -> in(object(fields), zone);
      case Leaf _, Items _, Fields _ ->
          throw new IllegalArgumentException("expected a date, this is " + value.kind());
    };
  }

  private static boolean isDate(Fields fields) {
    var type = fields.text("__type__");
    return type != null
        && List.of("datetime.datetime", "datetime.date", "pendulum.datetime").contains(type);
  }

  private static Read in(LocalDateTime time, ZoneId zone) {
    return new Read(time.atZone(zone).toInstant(), false);
  }

  private static Read in(OffsetDateTime time, ZoneId zone) {
    var at = time.toLocalDateTime().atZone(zone);
    return new Read(at.toInstant(), !at.getOffset().equals(time.getOffset()));
  }

  private static Read text(String text, ZoneId zone, Instant now) {
    var absolute = iso(text, zone);
    if (absolute.isPresent()) {
      return absolute.get();
    }
    var ago = Durations.relative(text);
    if (ago.isPresent()) {
      var today = now.atZone(zone).toLocalDate().atStartOfDay();
      return in(today.minus(ago.get()), zone);
    }
    throw new IllegalArgumentException(
        "'%.60s' is not a date: expected ISO 8601 such as 2026-01-31, or a time before today such as"
                .formatted(text)
            + " 2 days");
  }

  private static Optional<Read> iso(String text, ZoneId zone) {
    try {
      var parsed = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      return Optional.of(
          switch (parsed) {
            case OffsetDateTime time -> in(time, zone);
            case LocalDateTime time -> in(time, zone);
            default -> in(LocalDate.from(parsed).atStartOfDay(), zone);
          });
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static LocalDateTime object(Fields fields) {
    int[] parts = {0, 1, 1, 0, 0, 0, 0};
    if (fields.get("__args__") instanceof Items items) {
      for (int i = 0; i < Math.min(items.items().size(), parts.length); i++) {
        parts[i] = part(PARTS.get(i), items.items().get(i));
      }
    }
    for (int i = 0; i < parts.length; i++) {
      var value = fields.given(PARTS.get(i));
      if (value != null) {
        parts[i] = part(PARTS.get(i), value);
      }
    }
    try {
      return LocalDateTime.of(
          parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6] * 1_000);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a date: " + e.getMessage(), e);
    }
  }

  private static int part(String name, Value value) {
    if (value.plain() instanceof Long number && number >= 0 && number < 1_000_000) {
      return number.intValue();
    }
    throw new IllegalArgumentException(name + " must be a whole number, this is " + value.kind());
  }
}
