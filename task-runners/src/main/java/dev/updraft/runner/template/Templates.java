package dev.updraft.runner.template;

import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.ExpressionNode;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Renders templates with the variables of one attempt. */
public final class Templates {
  private static final int DEPTH_MAX = 50;

  private final Engine engine;
  private final Map<String, Supplier<@Nullable Object>> variables;
  private final boolean nativeTypes;
  private final Meter meter;

  /**
   * @param variables what templates may name, looked up only when they do
   * @param searchPath directories in which included templates are looked for
   * @param nativeTypes whether a template renders to a value instead of text
   */
  public Templates(
      Map<String, Supplier<@Nullable Object>> variables,
      List<Path> searchPath,
      boolean nativeTypes) {
    this(variables, searchPath, nativeTypes, new Meter());
  }

  Templates(
      Map<String, Supplier<@Nullable Object>> variables,
      List<Path> searchPath,
      boolean nativeTypes,
      Meter meter) {
    this.meter = meter;
    this.engine = Engine.of(searchPath);
    this.variables = Map.copyOf(variables);
    this.nativeTypes = nativeTypes;
  }

  /**
   * The value with every text in it rendered, in lists and in the values of maps too.
   *
   * @throws TemplateException if a template cannot be rendered
   */
  public @Nullable Object render(@Nullable Object value) {
    return metered(() -> render(value, 0));
  }

  /** The same, without a template's own types. */
  public @Nullable Object renderPlain(@Nullable Object value) {
    return metered(() -> PythonJson.plain(render(value, 0)));
  }

  private @Nullable Object metered(Supplier<@Nullable Object> rendering) {
    try (var _ = meter.start()) {
      return rendering.get();
    } catch (Meter.Stop e) {
      throw new TemplateException(String.valueOf(e.getMessage()), e);
    } catch (StackOverflowError e) {
      throw new TemplateException("the template is nested too deeply", e);
    }
  }

  private @Nullable Object render(@Nullable Object value, int depth) {
    if (depth > DEPTH_MAX) {
      throw new TemplateException("lists and maps are nested deeper than " + DEPTH_MAX);
    }
    return switch (value) {
      case String text -> rendered(text);
      case List<?> list -> {
        var rendered = new ArrayList<@Nullable Object>();
        list.forEach(item -> rendered.add(render(item, depth + 1)));
        yield rendered;
      }
      case Map<?, ?> map -> {
        var rendered = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, item) -> rendered.put(String.valueOf(key), render(item, depth + 1)));
        yield rendered;
      }
      case null, default -> value;
    };
  }

  /**
   * The text rendered, without its last line end as in Jinja: text, or a value if templates render
   * to values.
   */
  public @Nullable Object text(String text) {
    return metered(() -> rendered(text));
  }

  @SuppressWarnings("deprecation") // The closeable that replaces push and pop is not public.
  private @Nullable Object rendered(String text) {
    var template = Preparation.of(text);
    if (!template.contains("{{") && !template.contains("{%") && !template.contains("{#")) {
      return nativeTypes ? PythonLiteral.of(template) : template;
    }
    var context = new Context(engine.globalContext(), Map.of(), Absent.BY_LIBRARY);
    var interpreter = engine.interpreter(context);
    context.setDynamicVariableResolver(name -> variable(interpreter, name));
    JinjavaInterpreter.pushCurrent(interpreter);
    try {
      return nativeTypes ? value(interpreter, template) : engine.render(interpreter, template);
    } finally {
      JinjavaInterpreter.popCurrent();
    }
  }

  private @Nullable Object value(JinjavaInterpreter interpreter, String template) {
    Node root = interpreter.parse(template);
    if (root.getChildren().size() == 1
        && root.getChildren().getFirst() instanceof ExpressionNode node
        && node.getMaster() instanceof ExpressionToken token) {
      var value = interpreter.resolveELExpression(token.getExpr(), token.getLineNumber());
      engine.check(interpreter);
      if (value instanceof Undefined undefined) {
        throw new TemplateException("'%s' is undefined".formatted(undefined.name()));
      }
      return value instanceof String text ? PythonLiteral.of(text) : value;
    }
    var rendered = engine.render(interpreter, template);
    return rendered.isEmpty() ? null : PythonLiteral.of(rendered);
  }

  private @Nullable Object variable(JinjavaInterpreter interpreter, String name) {
    var supplier = variables.get(name);
    if (supplier != null) {
      return supplier.get();
    }
    boolean none = name.equals("None") || name.equals("none") || name.equals("null");
    return none || interpreter.getContext().containsKey(name) ? null : new Undefined(name);
  }
}
