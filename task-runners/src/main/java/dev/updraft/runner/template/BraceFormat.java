package dev.updraft.runner.template;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's {@code text.format(...)}, without attributes and nested fields. */
final class BraceFormat {
  private static final Pattern FIELD =
      Pattern.compile("\\{\\{|\\}\\}|\\{([^{}:!]*)(![sr])?(?::([^{}]*))?\\}");
  private static final Pattern SPEC =
      Pattern.compile("([<>^]?)(0?)(\\d*)(,?)(?:\\.(\\d+))?([sdfx%]?)");

  private BraceFormat() {}

  static String format(String format, Call call) {
    var out = new StringBuilder();
    int next = 0;
    Matcher matcher = FIELD.matcher(format);
    while (matcher.find()) {
      String text;
      if (matcher.group().equals("{{") || matcher.group().equals("}}")) {
        text = matcher.group().substring(1);
      } else {
        var name = matcher.group(1);
        if (!name.matches("\\w*")) {
          throw new TemplateException("format field '%s' is not supported".formatted(name));
        }
        var value =
            name.isEmpty()
                ? call.get(next++, "")
                : name.matches("\\d+")
                    ? call.get(FormatWidth.of(name, 0), "")
                    : call.get(Integer.MAX_VALUE, name);
        text =
            one(
                "!r".equals(matcher.group(2)) ? PythonText.repr(value) : value,
                matcher.group(3) == null ? "" : matcher.group(3));
      }
      matcher.appendReplacement(out, Matcher.quoteReplacement(text));
    }
    return matcher.appendTail(out).toString();
  }

  private static String one(@Nullable Object value, String spec) {
    if (spec.isEmpty()) {
      return PythonText.str(value);
    }
    if (value instanceof Moment moment) {
      return Strftime.format(moment.time(), spec);
    }
    var matcher = SPEC.matcher(spec);
    if (!matcher.matches()) {
      throw new TemplateException("format '%s' is not known".formatted(spec));
    }
    var text = number(value, matcher);
    int width = FormatWidth.of(matcher.group(3), 0);
    int missing = Math.max(0, width - text.length());
    var align =
        matcher.group(1).isEmpty() ? (Arithmetic.numeric(value) ? ">" : "<") : matcher.group(1);
    var fill = matcher.group(2).isEmpty() ? " " : "0";
    return switch (align) {
      case "<" -> text + " ".repeat(missing);
      case "^" -> " ".repeat(missing / 2) + text + " ".repeat(missing - missing / 2);
      default -> fill.repeat(missing) + text;
    };
  }

  private static String number(@Nullable Object value, Matcher spec) {
    var precision = spec.group(5);
    var comma = spec.group(4);
    return switch (spec.group(6)) {
      case "d" ->
          String.format(Locale.ROOT, "%" + comma + "d", Arithmetic.number(value).longValue());
      case "x" -> Long.toHexString(Arithmetic.number(value).longValue());
      case "f" -> fixed(Arithmetic.number(value).doubleValue(), comma, precision);
      case "%" -> fixed(Arithmetic.number(value).doubleValue() * 100, comma, precision) + "%";
      default ->
          comma.isEmpty()
              ? PythonText.str(value)
              : String.format(Locale.ROOT, "%,d", Arithmetic.number(value).longValue());
    };
  }

  private static String fixed(double value, String comma, @Nullable String precision) {
    return String.format(
        Locale.ROOT, "%" + comma + "." + FormatWidth.of(precision, 6) + "f", value);
  }
}
