package dev.updraft.runner.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads Python literals: numbers, texts, True, False, None, lists, tuples and dicts. */
final class PythonLiteral {
  private static final int DEPTH_MAX = 50;

  private final String text;
  private int at;
  private int depth;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /** The value the text stands for, or the text itself if it is no literal. */
  static @Nullable Object of(String text) {
    var reader = new PythonLiteral(text);
    try {
      var value = reader.value();
      reader.blanks();
      return reader.at == text.length() ? value : text;
    } catch (NotALiteral e) {
      return text;
    }
  }

  private static final class NotALiteral extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private @Nullable Object value() throws NotALiteral {
    if (++depth > DEPTH_MAX) {
      throw new NotALiteral();
    }
    blanks();
    var value =
        switch (peek()) {
          case '\'', '"' -> string();
          case '[' -> items(']', new ArrayList<>());
          case '(' -> new Tuple(items(')', new ArrayList<>()));
          case '{' -> dict();
          default -> word();
        };
    depth--;
    return value;
  }

  private List<@Nullable Object> items(char close, List<@Nullable Object> items)
      throws NotALiteral {
    at++;
    for (blanks(); peek() != close; blanks()) {
      items.add(value());
      comma(close);
    }
    at++;
    return items;
  }

  private Object dict() throws NotALiteral {
    var map = new LinkedHashMap<String, @Nullable Object>();
    at++;
    for (blanks(); peek() != '}'; blanks()) {
      var key = PythonText.str(value());
      blanks();
      if (peek() != ':') {
        throw new NotALiteral();
      }
      at++;
      map.put(key, value());
      comma('}');
    }
    at++;
    return map;
  }

  private void comma(char close) throws NotALiteral {
    blanks();
    if (peek() == ',') {
      at++;
    } else if (peek() != close) {
      throw new NotALiteral();
    }
  }

  private String string() throws NotALiteral {
    char quote = text.charAt(at++);
    var out = new StringBuilder();
    while (peek() != quote) {
      char c = text.charAt(at++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char escaped = peek();
      at++;
      switch (escaped) {
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'r' -> out.append('\r');
        case '\\', '\'', '"' -> out.append(escaped);
        default -> throw new NotALiteral();
      }
    }
    at++;
    return out.toString();
  }

  private @Nullable Object word() throws NotALiteral {
    int start = at;
    while (at < text.length()
        && ("+-._".indexOf(text.charAt(at)) >= 0 || Character.isLetterOrDigit(text.charAt(at)))) {
      at++;
    }
    var word = text.substring(start, at);
    return switch (word) {
      case "True" -> true;
      case "False" -> false;
      case "None" -> null;
      default -> number(word);
    };
  }

  private static Object number(String word) throws NotALiteral {
    try {
      if (word.matches("[+-]?(0|[1-9]\\d*)")) {
        return Long.parseLong(word);
      } else if (word.matches("[+-]?(\\d+\\.\\d*|\\.\\d+|\\d+)([eE][+-]?\\d+)?")
          && !word.matches("0\\d+")) {
        return Double.parseDouble(word);
      }
    } catch (NumberFormatException e) {
      throw new NotALiteral();
    }
    throw new NotALiteral();
  }

  private char peek() throws NotALiteral {
    if (at >= text.length()) {
      throw new NotALiteral();
    }
    return text.charAt(at);
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
