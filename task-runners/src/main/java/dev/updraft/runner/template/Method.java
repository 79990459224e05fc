package dev.updraft.runner.template;

import com.hubspot.jinjava.el.ext.AbstractCallableMethod;
import com.hubspot.jinjava.el.ext.NamedParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something a template can call. */
final class Method extends AbstractCallableMethod {
  private final Function<Call, @Nullable Object> body;

  Method(String name, Function<Call, @Nullable Object> body) {
    super(name, new LinkedHashMap<>());
    this.body = body;
  }

  @Override
  public @Nullable Object evaluate(@Nullable Object... arguments) {
    var positional = new ArrayList<@Nullable Object>();
    var named = new LinkedHashMap<String, @Nullable Object>();
    for (var argument : arguments) {
      if (argument instanceof NamedParameter parameter) {
        named.put(parameter.getName(), parameter.getValue());
      } else {
        positional.add(argument);
      }
    }
    return call(new Call(getName(), positional, named));
  }

  @Nullable Object call(Call call) {
    Meter.step();
    return body.apply(call);
  }

  @Override
  public @Nullable Object doEvaluate(
      Map<String, Object> arguments, Map<String, Object> named, List<Object> rest) {
    throw new UnsupportedOperationException("evaluate is the only way in");
  }
}
