package dev.updraft.runner.template;

import java.util.regex.Pattern;

/** A template's text, made fit for jinjava's scanner without a change of meaning. */
final class Preparation {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r");
  private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*[-+]?%\\}");
  private static final Pattern END_RAW = Pattern.compile("\\{%[-+]?\\s*endraw\\s*[-+]?%\\}");

  private final String text;
  private final StringBuilder out;
  private int at;

  private Preparation(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length() + 16);
  }

  /**
   * Line ends are {@code \n}, the last one is gone, and two brackets of dicts that close side by
   * side stand apart, since jinjava would take them for the end of an expression.
   */
  static String of(String template) {
    var unix = LINE_END.matcher(template).replaceAll("\n");
    var text = unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix;
    return text.contains("{{") || text.contains("{%") ? new Preparation(text).prepared() : text;
  }

  private String prepared() {
    while (at < text.length()) {
      if (text.startsWith("{#", at)) {
        int end = text.indexOf("#}", at);
        copyTo(end < 0 ? text.length() : end + 2);
      } else if (text.startsWith("{{", at)) {
        inside("}}");
      } else if (text.startsWith("{%", at)) {
        tag();
      } else {
        copyTo(at + 1);
      }
    }
    return out.toString();
  }

  private void tag() {
    var raw = RAW.matcher(text).region(at, text.length());
    if (raw.lookingAt()) {
      var end = END_RAW.matcher(text);
      copyTo(end.find(raw.end()) ? end.end() : text.length());
    } else {
      inside("%}");
    }
  }

  /** Copies an expression or a tag up to its end. */
  private void inside(String close) {
    copyTo(at + 2);
    if (close.equals("}}") && text.startsWith("{", at)) {
      out.append(' ');
    }
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (depth == 0 && text.startsWith(close, at)) {
        copyTo(at + 2);
        return;
      } else if (c == '\'' || c == '"') {
        copyTo(quoted(c));
      } else {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        copyTo(at + 1);
        if (c == '}' && text.startsWith("}", at)) {
          out.append(' ');
        }
      }
    }
  }

  private int quoted(char quote) {
    for (int i = at + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i + 1;
      }
    }
    return text.length();
  }

  private void copyTo(int end) {
    out.append(text, at, Math.min(end, text.length()));
    at = end;
  }
}
