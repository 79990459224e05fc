package dev.updraft.runner.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Python calls the types of values. */
final class Types {
  private Types() {}

  static String name(@Nullable Object value) {
    return switch (value) {
      case null -> "NoneType";
      case Undefined undefined ->
          throw new TemplateException("'%s' is undefined".formatted(undefined.name()));
      case CharSequence _ -> "str";
      case Boolean _ -> "bool";
      case Long _, Integer _ -> "int";
      case Number _ -> "float";
      case Map<?, ?> _ -> "dict";
      case Tuple _ -> "tuple";
      case List<?> _ -> "list";
      case Delta _ -> "datetime.timedelta";
      case Moment _ -> "DateTime";
      default -> "object";
    };
  }
}
