package dev.updraft.runner.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The methods of Python's {@code str}. */
final class TextMethods {
  private static final int WIDTH_MAX = 1_000_000;

  private TextMethods() {}

  static @Nullable Method find(String text, String name) {
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
      case "find" -> new Method(name, call -> (long) text.indexOf(call.text(0, "sub")));
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
    var separator = separator(call);
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
    var separator = separator(call);
    var parts = new ArrayList<String>();
    int end = text.length();
    for (int at = text.lastIndexOf(separator);
        at >= 0 && parts.size() < max;
        at = text.lastIndexOf(separator, end - separator.length() - 1)) {
      parts.addFirst(text.substring(at + separator.length(), end));
      end = at;
      if (end - separator.length() < 0) {
        break;
      }
    }
    parts.addFirst(text.substring(0, end));
    return parts;
  }

  private static String separator(Call call) {
    var separator = call.text(0, "sep");
    if (separator.isEmpty()) {
      throw new TemplateException("empty separator");
    }
    return separator;
  }

  private static String join(String text, @Nullable Object items) {
    return switch (items) {
      case List<?> list -> list.stream().map(PythonText::str).collect(Collectors.joining(text));
      case CharSequence chars -> String.join(text, chars.toString().split(""));
      case null, default -> throw new TemplateException("can only join an iterable");
    };
  }

  private static String replace(String text, Call call) {
    var from = call.text(0, "old");
    var to = call.text(1, "new");
    long count = call.number(2, "count", -1);
    if (count < 0) {
      return text.replace(from, to);
    }
    var result = text;
    int at = result.indexOf(from);
    for (long i = 0; i < count && at >= 0; i++) {
      result = result.substring(0, at) + to + result.substring(at + from.length());
      at = result.indexOf(from, at + to.length());
    }
    return result;
  }

  private static boolean affix(Call call, java.util.function.Predicate<String> test) {
    return call.get(0, "affix") instanceof List<?> list
        ? list.stream().map(PythonText::str).anyMatch(test)
        : test.test(call.text(0, "affix"));
  }

  private static int count(String text, String part) {
    return part.isEmpty()
        ? text.length() + 1
        : (text.length() - text.replace(part, "").length()) / part.length();
  }

  private static int width(Call call) {
    long width = call.number(0, "width", 0);
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
    return call.text(1, "fillchar", " ").repeat(Math.max(0, width(call) - text.length()));
  }

  private static String removePrefix(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static String removeSuffix(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }
}
