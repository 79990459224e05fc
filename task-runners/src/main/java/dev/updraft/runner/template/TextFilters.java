package dev.updraft.runner.template;

import com.hubspot.jinjava.interpret.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Jinja's filters on texts. */
final class TextFilters {
  private static final List<String> SIZES = List.of("kB", "MB", "GB", "TB", "PB", "EB");
  private static final List<String> BINARY = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

  private TextFilters() {}

  static void register(Context context) {
    Filters.filter(context, "upper", (value, _) -> text(value).toUpperCase(Locale.ROOT));
    Filters.filter(context, "lower", (value, _) -> text(value).toLowerCase(Locale.ROOT));
    Filters.filter(context, "replace", (value, call) -> method(value, "replace", call));
    Filters.filter(context, "trim", (value, call) -> method(value, "strip", call));
    Filters.filter(
        context,
        "format",
        (value, call) ->
            PercentFormat.format(
                text(value), call.named().isEmpty() ? new Tuple(call.positional()) : call.named()));
    Filters.filter(context, "truncate", TextFilters::truncate);
    Filters.filter(context, "urlencode", (value, _) -> urlencode(value));
    Filters.filter(context, "filesizeformat", TextFilters::fileSize);
    Filters.filter(context, "pprint", (value, _) -> PythonText.repr(value));
  }

  private static String text(@Nullable Object value) {
    var text = value instanceof EnumText enumText ? enumText.value() : PythonText.str(value);
    Meter.read(text);
    return text;
  }

  private static @Nullable Object method(@Nullable Object value, String name, Call call) {
    var method = Objects.requireNonNull(TextMethods.find(text(value), name));
    return method.call(call);
  }

  /** A little more than the length is left as it is. */
  private static Object truncate(@Nullable Object value, Call call) {
    var text = text(value);
    int length = (int) call.number(0, "length", 255);
    var end = call.text(2, "end", "...");
    if (length < end.length()) {
      throw new TemplateException("expected length >= %d, got %d".formatted(end.length(), length));
    }
    if (text.length() <= length + call.number(3, "leeway", 5)) {
      return text;
    }
    var cut = text.substring(0, length - end.length());
    if (!Boolean.TRUE.equals(call.get(1, "killwords")) && cut.contains(" ")) {
      cut = cut.substring(0, cut.lastIndexOf(' '));
    }
    return cut + end;
  }

  private static Object urlencode(@Nullable Object value) {
    if (value instanceof CharSequence || Arithmetic.numeric(value)) {
      return encoded(value).replace("+", "%20").replace("%2F", "/");
    }
    return Functions.pairs(value).entrySet().stream()
        .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(@Nullable Object value) {
    Meter.text(3L * text(value).length());
    return URLEncoder.encode(text(value), StandardCharsets.UTF_8)
        .replace("%7E", "~")
        .replace("*", "%2A");
  }

  private static Object fileSize(@Nullable Object value, Call call) {
    boolean binary = Boolean.TRUE.equals(call.get(0, "binary"));
    double size =
        value instanceof CharSequence given
            ? Double.parseDouble(given.toString())
            : Arithmetic.number(value).doubleValue();
    double base = binary ? 1024 : 1000;
    if (size < base) {
      return size == 1 ? "1 Byte" : "%d Bytes".formatted((long) size);
    }
    int unit = 0;
    for (size /= base; size >= base && unit < SIZES.size() - 1; size /= base) {
      unit++;
    }
    var name = (binary ? BINARY : SIZES).get(unit);
    return String.format(Locale.ROOT, "%.1f %s", size, name);
  }
}
