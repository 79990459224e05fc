package dev.updraft.runner.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods of Python's {@code str}. */
final class TextMethods {
  private static final int WIDTH_MAX = 1_000_000;

  private TextMethods() {}

  static @Nullable Method find(String text, String name) {
    Meter.read(text);
    return switch (name) {
      case "upper" -> new Method(name, _ -> text.toUpperCase(Locale.ROOT));
      case "lower", "casefold" -> new Method(name, _ -> text.toLowerCase(Locale.ROOT));
      case "title" -> new Method(name, _ -> title(text));
      case "capitalize" -> new Method(name, _ -> capitalize(text));
      case "strip" -> new Method(name, call -> strip(text, call, true, true));
      case "lstrip" -> new Method(name, call -> strip(text, call, true, false));
      case "rstrip" -> new Method(name, call -> strip(text, call, false, true));
      case "split" -> new Method(name, call -> split(text, call));
      case "splitlines" -> new Method(name, _ -> text.lines().toList());
      case "rsplit" -> new Method(name, call -> rsplit(text, call));
      case "join" -> new Method(name, call -> join(text, call.get(0, "iterable")));
      case "replace" -> new Method(name, call -> replace(text, call));
      case "startswith" -> new Method(name, call -> affix(call, text::startsWith));
      case "endswith" -> new Method(name, call -> affix(call, text::endsWith));
      case "find" ->
          new Method(name, call -> (long) searched(text, call).indexOf(call.text(0, "sub")));
      case "rfind" ->
          new Method(name, call -> (long) searched(text, call).lastIndexOf(call.text(0, "sub")));
      case "index" -> new Method(name, call -> index(text, call.text(0, "sub")));
      case "partition" -> new Method(name, call -> partition(text, call, false));
      case "rpartition" -> new Method(name, call -> partition(text, call, true));
      case "center" -> new Method(name, call -> center(text, call));
      case "swapcase" -> new Method(name, _ -> swapped(text));
      case "isspace" -> new Method(name, _ -> !text.isEmpty() && text.isBlank());
      case "isalnum" ->
          new Method(
              name, _ -> !text.isEmpty() && text.chars().allMatch(Character::isLetterOrDigit));
      case "count" -> new Method(name, call -> (long) count(text, call.text(0, "sub")));
      case "zfill" -> new Method(name, call -> zfill(text, width(call)));
      case "ljust" -> new Method(name, call -> text + fill(text, call));
      case "rjust" -> new Method(name, call -> fill(text, call) + text);
      case "isdigit", "isnumeric" ->
          new Method(name, _ -> !text.isEmpty() && text.chars().allMatch(Character::isDigit));
      case "isalpha" ->
          new Method(name, _ -> !text.isEmpty() && text.chars().allMatch(Character::isLetter));
      case "isupper" ->
          new Method(
              name,
              _ ->
                  !text.equals(text.toLowerCase(Locale.ROOT))
                      && text.equals(text.toUpperCase(Locale.ROOT)));
      case "islower" ->
          new Method(
              name,
              _ ->
                  !text.equals(text.toUpperCase(Locale.ROOT))
                      && text.equals(text.toLowerCase(Locale.ROOT)));
      case "removeprefix" -> new Method(name, call -> removePrefix(text, call.text(0, "prefix")));
      case "removesuffix" -> new Method(name, call -> removeSuffix(text, call.text(0, "suffix")));
      case "format" -> new Method(name, call -> BraceFormat.format(text, call));
      default -> null;
    };
  }

  private static String part(@Nullable Object item) {
    if (item instanceof CharSequence) {
      return item.toString();
    }
    throw new TemplateException(
        "sequence item: expected str instance, %s found".formatted(Types.name(item)));
  }

  private static Object index(String text, String part) {
    TextSearch.counted(text, part);
    if (!text.contains(part)) {
      throw new TemplateException("substring not found");
    }
    return (long) text.indexOf(part);
  }

  private static Object partition(String text, Call call, boolean last) {
    var separator = separator(text, call);
    int at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
    if (at < 0) {
      return new Tuple(last ? List.of("", "", text) : List.of(text, "", ""));
    }
    return new Tuple(
        List.of(text.substring(0, at), separator, text.substring(at + separator.length())));
  }

  private static String center(String text, Call call) {
    int missing = Math.max(0, width(call) - text.length());
    int left = missing / 2 + (missing & width(call) & 1);
    var fill = fillCharacter(call);
    return fill.repeat(left) + text + fill.repeat(missing - left);
  }

  private static String swapped(String text) {
    var out = new StringBuilder();
    text.chars()
        .forEach(c ->
            out.append(
                (char)
                    (Character.isUpperCase(c)
                        ? Character.toLowerCase(c)
                        : Character.toUpperCase(c))));
    return out.toString();
  }

  private static String title(String text) {
    var out = new StringBuilder();
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(inWord ? Character.toLowerCase(c) : Character.toUpperCase(c));
      inWord = Character.isLetter(c);
    }
    return out.toString();
  }

  private static String capitalize(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT)
            + text.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String strip(String text, Call call, boolean left, boolean right) {
    var chars = call.get(0, "chars") == null ? " \t\n\r\f\u000b" : call.text(0, "chars");
    int start = 0;
    int end = text.length();
    while (left && start < end && chars.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (right && end > start && chars.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start, end);
  }

  private static List<String> split(String text, Call call) {
    long max = call.number(1, "maxsplit", -1);
    if (call.get(0, "sep") == null) {
      return text.isBlank()
          ? List.of()
          : Arrays.asList(text.strip().split("\\s+", max < 0 ? -1 : (int) max + 1));
    }
    var separator = separator(text, call);
    var parts = new ArrayList<String>();
    int start = 0;
    for (int at = text.indexOf(separator);
        at >= 0 && (max < 0 || parts.size() < max);
        at = text.indexOf(separator, start)) {
      parts.add(text.substring(start, at));
      start = at + separator.length();
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static List<String> rsplit(String text, Call call) {
    long max = call.number(1, "maxsplit", -1);
    if (max < 0 || call.get(0, "sep") == null) {
      return split(text, call);
    }
    var separator = separator(text, call);
    var parts = new ArrayList<String>();
    int end = text.length();
    for (int at = text.lastIndexOf(separator);
        at >= 0 && parts.size() < max;
        at = text.lastIndexOf(separator, end - separator.length() - 1)) {
      Meter.steps(1 + parts.size() / 64L);
      parts.addFirst(text.substring(at + separator.length(), end));
      end = at;
      if (end - separator.length() < 0) {
        break;
      }
    }
    parts.addFirst(text.substring(0, end));
    return parts;
  }

  private static String separator(String text, Call call) {
    var separator = call.text(0, "sep");
    if (separator.isEmpty()) {
      throw new TemplateException("empty separator");
    }
    TextSearch.counted(text, separator);
    Meter.text(text.length());
    return separator;
  }

  private static String join(String text, @Nullable Object items) {
    return switch (items) {
      case List<?> list -> joined(list, text, TextMethods::part);
      case CharSequence chars -> joined(Filters.items(chars), text, TextMethods::part);
      case null, default -> throw new TemplateException("can only join an iterable");
    };
  }

  /** Texts with others in between, counted before they are put together. */
  static <T extends @Nullable Object> String joined(
      Collection<? extends T> items, String separator, Function<? super T, String> part) {
    var out = new StringBuilder();
    boolean first = true;
    for (var item : items) {
      var text = part.apply(item);
      Meter.text((long) separator.length() + text.length());
      if (!first) {
        out.append(separator);
      }
      out.append(text);
      first = false;
    }
    return out.toString();
  }

  private static String replace(String text, Call call) {
    var from = call.text(0, "old");
    var to = call.text(1, "new");
    long count = call.number(2, "count", -1);
    TextSearch.counted(text, from);
    var out = new StringBuilder();
    int copied = 0;
    int at = text.indexOf(from);
    for (long i = 0; (count < 0 || i < count) && at >= 0; i++) {
      Meter.text((long) at - copied + to.length());
      out.append(text, copied, at).append(to);
      copied = at + from.length();
      // An empty text is found once before each character, and once at the end.
      int next = from.isEmpty() ? at + 1 : copied;
      at = next > text.length() ? -1 : text.indexOf(from, next);
    }
    return out.append(text, copied, text.length()).toString();
  }

  private static boolean affix(Call call, java.util.function.Predicate<String> test) {
    return call.get(0, "affix") instanceof List<?> list
        ? list.stream().map(PythonText::str).anyMatch(test)
        : test.test(call.text(0, "affix"));
  }

  private static String searched(String text, Call call) {
    TextSearch.counted(text, call.text(0, "sub"));
    return text;
  }

  private static int count(String text, String part) {
    TextSearch.counted(text, part);
    return part.isEmpty()
        ? text.length() + 1
        : (text.length() - text.replace(part, "").length()) / part.length();
  }

  private static int width(Call call) {
    long width = call.number(0, "width", 0);
    Meter.text(Math.max(0, width));
    if (width > WIDTH_MAX) {
      throw new TemplateException("width %d is above %d".formatted(width, WIDTH_MAX));
    }
    return (int) width;
  }

  private static String zfill(String text, int width) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    var digits = signed ? text.substring(1) : text;
    return (signed ? text.substring(0, 1) : "")
        + "0".repeat(Math.max(0, width - text.length()))
        + digits;
  }

  private static String fill(String text, Call call) {
    return fillCharacter(call).repeat(Math.max(0, width(call) - text.length()));
  }

  private static String fillCharacter(Call call) {
    var fill = call.text(1, "fillchar", " ");
    if (fill.codePointCount(0, fill.length()) != 1) {
      throw new TemplateException("The fill character must be exactly one character long");
    }
    return fill;
  }

  private static String removePrefix(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static String removeSuffix(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }
}
