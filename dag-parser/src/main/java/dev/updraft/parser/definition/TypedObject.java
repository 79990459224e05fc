package dev.updraft.parser.definition;

import dev.updraft.parser.yaml.Value;
import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.Value.Items;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code __type__} object: a class, its positional and its named arguments.
 *
 * @param classPath the class as written
 * @param fields the whole mapping
 * @param args the positional arguments
 */
record TypedObject(String classPath, Fields fields, List<Value> args) {

  /** The object a value is, if it has a {@code __type__}. */
  static Optional<TypedObject> of(Value value) {
    if (!(value instanceof Fields fields)) {
      return Optional.empty();
    }
    var type = fields.text("__type__");
    if (type == null) {
      return Optional.empty();
    }
    var args = fields.get("__args__") instanceof Items items ? items.items() : List.<Value>of();
    return Optional.of(new TypedObject(type, fields, args));
  }

  /** The class without its package. */
  String className() {
    return classPath.substring(classPath.lastIndexOf('.') + 1);
  }

  /** The argument with this name, or else at this place; null if it is not given. */
  @Nullable Value argument(String name, int index) {
    var named = fields.given(name);
    return named != null || index < 0 || index >= args.size() ? named : args.get(index);
  }

  /**
   * The argument.
   *
   * @throws IllegalArgumentException if it is not given
   */
  Value required(String name, int index) {
    var value = argument(name, index);
    if (value == null) {
      throw new IllegalArgumentException(className() + " needs " + name);
    }
    return value;
  }

  /**
   * A cron timetable's expression, which Airflow's scheduler calls {@code cron} and its authoring
   * classes {@code expression}.
   */
  Value cronExpression() {
    var expression = argument("expression", -1);
    return expression == null ? required("cron", 0) : expression;
  }

  /** All its arguments as plain data, without its type. */
  Map<String, @Nullable Object> plain() {
    var plain = new LinkedHashMap<String, @Nullable Object>(fields.plain());
    plain.remove("__type__");
    return plain;
  }
}
