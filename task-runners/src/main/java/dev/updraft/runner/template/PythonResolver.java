package dev.updraft.runner.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import java.beans.FeatureDescriptor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/**
 * Attributes, items and methods of values. It takes the place of all resolvers of jinjava that
 * reach Java objects by reflection: what is not listed here does not exist for a template.
 */
final class PythonResolver extends ELResolver {
  @Override
  public @Nullable Object getValue(
      ELContext context, @Nullable Object base, @Nullable Object property) {
    if (base == null) {
      return null;
    }
    context.setPropertyResolved(true);
    return item(base, Objects.toString(property, ""));
  }

  /** An attribute or item of a value by its name, undefined if it has none. */
  static @Nullable Object item(@Nullable Object base, String name) {
    return switch (base) {
      case null -> throw new TemplateException("'None' has no attribute '%s'".formatted(name));
      case Undefined undefined ->
          throw new TemplateException("'%s' is undefined".formatted(undefined.name()));
      case PythonObject object -> object.attribute(name);
      case Map<?, ?> map -> ofMap(map, name);
      case List<?> list -> ofList(list, name);
      case CharSequence text -> ofText(text.toString(), name);
      default -> new Undefined(name);
    };
  }

  /**
   * Only filters and tests are called this way; methods are values that {@link #getValue} finds.
   */
  @Override
  @SuppressWarnings("unchecked")
  public @Nullable Object invoke(
      ELContext context,
      @Nullable Object base,
      @Nullable Object method,
      Class<?> @Nullable [] types,
      @Nullable Object[] parameters) {
    if (base instanceof Filter filter) {
      context.setPropertyResolved(true);
      return filter.filter(
          parameters[0],
          (JinjavaInterpreter) parameters[1],
          (Object[]) parameters[2],
          (Map<String, Object>) parameters[3]);
    }
    if (base instanceof ExpTest test) {
      context.setPropertyResolved(true);
      var interpreter = (JinjavaInterpreter) parameters[1];
      var rest = Arrays.copyOfRange(parameters, 2, parameters.length);
      return "evaluateNegated".equals(method)
          ? test.evaluateNegated(parameters[0], interpreter, rest)
          : test.evaluate(parameters[0], interpreter, rest);
    }
    throw new TemplateException("'%s' of %s cannot be called".formatted(method, Types.name(base)));
  }

  private static @Nullable Object ofMap(Map<?, ?> map, String name) {
    if (map.containsKey(name)) {
      return map.get(name);
    }
    for (var entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String) && PythonText.str(entry.getKey()).equals(name)) {
        return entry.getValue();
      }
    }
    var method = CollectionMethods.ofMap(map, name);
    return method == null ? new Undefined(name) : method;
  }

  private static @Nullable Object ofList(List<?> list, String name) {
    var index = index(name, list.size());
    if (index != null) {
      return index < 0 || index >= list.size() ? new Undefined(name) : list.get(index);
    }
    var method = CollectionMethods.ofList(list, name);
    return method == null ? new Undefined(name) : method;
  }

  private static Object ofText(String text, String name) {
    var index = index(name, text.length());
    if (index != null) {
      return index < 0 || index >= text.length()
          ? new Undefined(name)
          : String.valueOf(text.charAt(index));
    }
    var method = TextMethods.find(text, name);
    return method == null ? new Undefined(name) : method;
  }

  private static @Nullable Integer index(String name, int size) {
    if (!name.matches("-?\\d{1,9}")) {
      return null;
    }
    int index = Integer.parseInt(name);
    return index < 0 ? index + size : index;
  }

  @Override
  public @Nullable Class<?> getType(
      ELContext context, @Nullable Object base, @Nullable Object property) {
    return null;
  }

  @Override
  public void setValue(
      ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {
    throw new TemplateException("a template cannot change '%s'".formatted(property));
  }

  @Override
  public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
    return true;
  }

  @Override
  public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(
      ELContext context, @Nullable Object base) {
    return null;
  }

  @Override
  public @Nullable Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
    return Object.class;
  }
}
