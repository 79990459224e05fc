package dev.updraft.runner.template;

import com.hubspot.jinjava.el.ext.AbstractCallableMethod;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as Python writes them. */
public final class PythonText {
  private static final double PLAIN_MAX = 1e16;
  private static final double PLAIN_MIN = 1e-4;

  private PythonText() {}

  /** Python's {@code str}. */
  public static String str(@Nullable Object value) {
    return value instanceof CharSequence || value instanceof PythonObject
        ? value.toString()
        : repr(value);
  }

  /** Python's {@code repr}. */
  public static String repr(@Nullable Object value) {
    Meter.step();
    return switch (value) {
      case null -> "None";
      case EnumText text -> text.repr();
      case CharSequence text -> quoted(text.toString());
      case Boolean bool -> bool ? "True" : "False";
      case Double decimal -> decimal(decimal);
      case Float decimal -> decimal(decimal.doubleValue());
      case BigDecimal decimal -> decimal(decimal.doubleValue());
      case Map<?, ?> map ->
          "{"
              + TextMethods.joined(
                  map.entrySet(),
                  ", ",
                  entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
              + "}";
      case View view -> view.text();
      case Tuple tuple when tuple.items().size() == 1 ->
          "(" + repr(tuple.items().getFirst()) + ",)";
      case Tuple tuple -> items(tuple.items(), "(", ")");
      case List<?> list -> items(list, "[", "]");
      case PythonObject object -> object.repr();
      case AbstractCallableMethod method ->
          throw new TemplateException(
              "'%s' is a method, and is not called".formatted(method.getName()));
      default -> value.toString();
    };
  }

  private static String items(List<?> list, String open, String close) {
    return open + TextMethods.joined(list, ", ", PythonText::repr) + close;
  }

  private static String decimal(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(value);
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    if (size != 0 && (size >= PLAIN_MAX || size < PLAIN_MIN)) {
      var text = Double.toString(value).replace(".0E", "E").replace("E", "e");
      return text.replaceFirst("e(-?)(\\d)$", "e$10$2").replaceFirst("e(\\d)", "e+$1");
    }
    var plain = new BigDecimal(Double.toString(value)).toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  private static String quoted(String text) {
    Meter.text(text.length());
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    var out = new StringBuilder().append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c == quote) {
            out.append('\\').append(c);
          } else if (c < ' ' || c == 0x7f) {
            out.append("\\x%02x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append(quote).toString();
  }
}
