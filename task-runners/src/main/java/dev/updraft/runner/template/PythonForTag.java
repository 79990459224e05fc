package dev.updraft.runner.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.ElseTag;
import com.hubspot.jinjava.lib.tag.ForTag;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.util.LengthLimitingStringBuilder;
import com.hubspot.jinjava.util.ObjectTruthValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jinja's loop: over texts too, with a condition, and with what is written if nothing is left. */
final class PythonForTag extends ForTag {
  private static final long serialVersionUID = 1L;

  @Override
  public String interpret(TagNode tag, JinjavaInterpreter interpreter) {
    var clause = tag.getHelpers().strip();
    int in = positionOfIn(clause);
    if (in < 1) {
      throw new TemplateException("{% for %} lacks its 'in': " + clause);
    }
    var names = List.of(clause.substring(0, in).replaceAll("[()\\s]", "").split(","));
    var rest = clause.substring(in + 2).strip();
    if (rest.endsWith(" recursive")) {
      throw new TemplateException("a recursive {% for %} is not supported");
    }
    int condition = condition(rest);
    var given =
        interpreter.resolveELExpression(
            condition < 0 ? rest : rest.substring(0, condition), tag.getLineNumber());
    List<? extends @Nullable Object> items = Filters.items(given);
    if (condition >= 0) {
      items = kept(items, names, rest.substring(condition + 4), tag, interpreter);
    }
    return rendered(tag, interpreter, names, items);
  }

  /** Where the first word {@code in} is, between blanks; -1 for none. */
  private static int positionOfIn(String clause) {
    for (int at = clause.indexOf("in"); at >= 0; at = clause.indexOf("in", at + 1)) {
      if (at > 0
          && at + 2 < clause.length()
          && Character.isWhitespace(clause.charAt(at - 1))
          && Character.isWhitespace(clause.charAt(at + 2))) {
        return at;
      }
    }
    return -1;
  }

  /** Where the loop's own {@code if} starts, outside of texts and brackets; -1 for none. */
  private static int condition(String expression) {
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if ("([{".indexOf(c) >= 0) {
        depth++;
      } else if (")]}".indexOf(c) >= 0) {
        depth--;
      } else if (depth == 0 && expression.startsWith(" if ", i)) {
        return i;
      }
    }
    return -1;
  }

  private static List<? extends @Nullable Object> kept(
      List<? extends @Nullable Object> items,
      List<String> names,
      String condition,
      TagNode tag,
      JinjavaInterpreter interpreter) {
    var kept = new ArrayList<@Nullable Object>();
    for (var item : items) {
      Meter.step();
      try (var _ = interpreter.enterScope()) {
        assign(interpreter, names, item);
        var holds = interpreter.resolveELExpression(condition, tag.getLineNumber());
        if (ObjectTruthValue.evaluate(holds)) {
          kept.add(item);
        }
      }
    }
    return kept;
  }

  private static String rendered(
      TagNode tag,
      JinjavaInterpreter interpreter,
      List<String> names,
      List<? extends @Nullable Object> items) {
    var out = new LengthLimitingStringBuilder(interpreter.getConfig().getMaxOutputSize());
    var children = tag.getChildren();
    int otherwise = otherwise(children);
    if (items.isEmpty()) {
      for (var child :
          children.subList(Math.min(otherwise + 1, children.size()), children.size())) {
        out.append(child.render(interpreter));
      }
      return out.toString();
    }
    var loop =
        new Loop(items, interpreter.getContext().get("loop") instanceof Loop outer ? outer : null);
    for (var item : items) {
      Meter.step();
      try (var _ = interpreter.enterScope()) {
        interpreter.getContext().put("loop", loop);
        assign(interpreter, names, item);
        for (var child : children.subList(0, otherwise)) {
          var text = child.render(interpreter);
          Meter.text(text.getSize());
          out.append(text);
        }
      }
      loop.advance();
    }
    return out.toString();
  }

  /** The position of the loop's {@code else}, or the number of its children. */
  private static int otherwise(List<Node> children) {
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i) instanceof TagNode inner && inner.getTag() instanceof ElseTag) {
        return i;
      }
    }
    return children.size();
  }

  private static void assign(
      JinjavaInterpreter interpreter, List<String> names, @Nullable Object item) {
    if (names.size() == 1) {
      interpreter.getContext().put(names.getFirst(), item);
      return;
    }
    var parts = Filters.items(item);
    if (parts.size() != names.size()) {
      throw new TemplateException(
          "%s values to unpack (expected %d)"
              .formatted(parts.size() > names.size() ? "too many" : "not enough", names.size()));
    }
    for (int i = 0; i < names.size(); i++) {
      interpreter.getContext().put(names.get(i), parts.get(i));
    }
  }
}
