package dev.updraft.parser.definition;

import dev.updraft.core.dag.Param;
import dev.updraft.parser.yaml.Value;
import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.Value.Leaf;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Params: plain defaults, or Param objects with a JSON Schema. */
final class Params {
  private Params() {}

  /** The params of a mapping, in its order. */
  static Map<String, Param> read(Fields fields) {
    var params = new LinkedHashMap<String, Param>();
    fields.entries().forEach((name, entry) -> params.put(name, param(entry.value())));
    return params;
  }

  private static Param param(Value value) {
    return TypedObject.of(value)
        .filter(object -> object.className().equals("Param"))
        .map(Params::object)
        .orElseGet(() -> new Param(value.plain(), null, Map.of()));
  }

  private static Param object(TypedObject object) {
    var value = object.argument("default", 0);
    var description = object.argument("description", 1);
    return new Param(
        value == null ? null : value.plain(),
        description instanceof Leaf leaf ? leaf.text() : null,
        PlainData.of(schema(object)));
  }

  private static Map<String, @Nullable Object> schema(TypedObject object) {
    if (object.fields().given("schema") instanceof Fields schema) {
      return schema.plain();
    }
    var rest = new LinkedHashMap<String, @Nullable Object>(object.plain());
    rest.remove("__args__");
    rest.remove("default");
    rest.remove("description");
    rest.remove("source");
    return rest;
  }
}
