package dev.updraft.runner.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's {@code text % values}. */
final class PercentFormat {
  private static final Pattern DIRECTIVE =
      Pattern.compile("%(?:\\((\\w+)\\))?([-+ 0#]*)(\\d*)(?:\\.(\\d+))?([sdifrxXeEgG%])");

  private PercentFormat() {}

  static String format(String format, @Nullable Object values) {
    var out = new StringBuilder();
    int next = 0;
    Matcher matcher = DIRECTIVE.matcher(format);
    while (matcher.find()) {
      String text;
      if (matcher.group(5).equals("%")) {
        text = "%";
      } else if (matcher.group(1) != null) {
        text = one(matcher, values instanceof Map<?, ?> map ? map.get(matcher.group(1)) : null);
      } else {
        text = one(matcher, nth(values, next++));
      }
      matcher.appendReplacement(out, Matcher.quoteReplacement(text));
    }
    return matcher.appendTail(out).toString();
  }

  private static @Nullable Object nth(@Nullable Object values, int index) {
    if (values instanceof List<?> list) {
      if (index >= list.size()) {
        throw new TemplateException("not enough arguments for format string");
      }
      return list.get(index);
    }
    if (index > 0) {
      throw new TemplateException("not enough arguments for format string");
    }
    return values;
  }

  private static String one(Matcher directive, @Nullable Object value) {
    var flags = directive.group(2);
    var width = directive.group(3);
    var precision = directive.group(4);
    char kind = directive.group(5).charAt(0);
    var text =
        switch (kind) {
          case 's', 'r' -> {
            var whole = kind == 's' ? PythonText.str(value) : PythonText.repr(value);
            yield precision == null
                ? whole
                : whole.substring(0, Math.min(whole.length(), FormatWidth.of(precision, 0)));
          }
          case 'd', 'i' -> integer(flags, Arithmetic.number(value).longValue());
          case 'x' -> Long.toHexString(Arithmetic.number(value).longValue());
          case 'X' ->
              Long.toHexString(Arithmetic.number(value).longValue()).toUpperCase(Locale.ROOT);
          default ->
              String.format(
                  Locale.ROOT,
                  "%"
                      + (flags.contains("+") ? "+" : "")
                      + "."
                      + FormatWidth.of(precision, 6)
                      + kind,
                  Arithmetic.number(value).doubleValue());
        };
    return pad(text, flags, FormatWidth.of(width, 0), kind);
  }

  private static String integer(String flags, long value) {
    return flags.contains("+") && value >= 0 ? "+" + value : Long.toString(value);
  }

  private static String pad(String text, String flags, int width, char kind) {
    int missing = width - text.length();
    if (missing <= 0) {
      return text;
    }
    if (flags.contains("-")) {
      return text + " ".repeat(missing);
    }
    if (flags.contains("0") && kind != 's' && kind != 'r') {
      boolean signed = text.startsWith("-") || text.startsWith("+");
      return signed
          ? text.charAt(0) + "0".repeat(missing) + text.substring(1)
          : "0".repeat(missing) + text;
    }
    return " ".repeat(missing) + text;
  }
}
