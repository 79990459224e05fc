package dev.updraft.parser.definition;

import dev.updraft.core.schedule.AssetCondition;
import dev.updraft.core.schedule.AssetCondition.AllOf;
import dev.updraft.core.schedule.AssetCondition.AnyOf;
import dev.updraft.core.schedule.AssetCondition.Asset;
import dev.updraft.parser.OtherFiles;
import dev.updraft.parser.yaml.EnvironmentVariables;
import dev.updraft.parser.yaml.Value;
import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.Value.Items;
import dev.updraft.parser.yaml.Value.Leaf;
import dev.updraft.parser.yaml.YamlException;
import dev.updraft.parser.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Assets: URIs, Asset objects, conditions over them, and names from a file of datasets. */
final class Assets {
  private static final Set<String> CLASSES = Set.of("Asset", "Dataset", "Model");

  private final OtherFiles files;

  Assets(OtherFiles files) {
    this.files = files;
  }

  /** Whether a class is an asset's. */
  static boolean isAsset(String className) {
    return CLASSES.contains(className);
  }

  /** The asset of a URI; its name is its URI. */
  static AssetCondition ofUri(String uri) {
    return new Asset(uri, uri);
  }

  /**
   * The condition a value stands for.
   *
   * @throws IllegalArgumentException if it stands for none
   */
  AssetCondition condition(Value value) {
    return switch (value) {
      case Leaf(_, String text, _) -> ConditionText.parse(text, Assets::ofUri);
      case Items items -> new AllOf(all(items));
      case Fields fields when fields.get("__and__") instanceof Items items -> new AllOf(all(items));
      case Fields fields when fields.get("__or__") instanceof Items items -> new AnyOf(all(items));
      case Fields fields -> object(fields);
      case Leaf leaf ->
          throw new IllegalArgumentException("expected assets, this is " + leaf.kind());
    };
  }

  /** The condition of texts over the names that a file of datasets gives URIs. */
  AssetCondition condition(Value value, String file) {
    var uris = uris(file);
    var text =
        switch (value) {
          case Leaf(_, String names, _) -> names;
          case Items items ->
              String.join(" & ", items.items().stream().map(Assets::textOf).toList());
          case Leaf _, Fields _ ->
              throw new IllegalArgumentException("expected dataset names, this is " + value.kind());
        };
    return ConditionText.parse(text, name -> ofUri(uri(name, uris, file)));
  }

  /** Inlets or outlets as a list of maps with a name and a URI; what is no asset stays as read. */
  List<@Nullable Object> list(Value value) {
    return switch (value) {
      case Items items -> {
        var list = new ArrayList<@Nullable Object>();
        for (var item : items.items()) {
          list.add(listed(item));
        }
        yield list;
      }
      case Fields fields when fields.text("file") != null && fields.given("datasets") != null ->
          fromFile(fields);
      case Fields fields when fields.get("__type__") != null -> List.of(listed(fields));
      case Leaf(_, String text, _) -> List.of(named((Asset) ofUri(text)));
      case Leaf _, Fields _ ->
          throw new IllegalArgumentException(
              "expected a list of URIs or Asset objects, or {file, datasets}; this is "
                  + value.kind());
    };
  }

  private List<@Nullable Object> fromFile(Fields fields) {
    var file = String.valueOf(fields.text("file"));
    var uris = uris(file);
    var names =
        fields.get("datasets") instanceof Items items
            ? items.items().stream().map(Assets::textOf).toList()
            : List.of(String.valueOf(fields.text("datasets")));
    var list = new ArrayList<@Nullable Object>();
    for (var name : names) {
      list.add(named((Asset) ofUri(uri(name, uris, file))));
    }
    return list;
  }

  private Object listed(Value value) {
    if (value instanceof Leaf(_, String uri, _)) {
      return named((Asset) ofUri(uri));
    }
    if (value instanceof Fields fields
        && TypedObject.of(value).filter(object -> isAsset(object.className())).isPresent()
        && object(fields) instanceof Asset asset) {
      var map = new LinkedHashMap<>(named(asset));
      var extra = fields.given("extra");
      if (extra != null) {
        map.put("extra", extra.plain());
      }
      return map;
    }
    if (value.plain() instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(
        "expected a URI or an Asset object, this is " + value.kind());
  }

  private static Map<String, @Nullable Object> named(Asset asset) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put("name", asset.name());
    map.put("uri", asset.uri());
    return map;
  }

  private List<AssetCondition> all(Items items) {
    var conditions = new ArrayList<AssetCondition>();
    for (var item : items.items()) {
      switch (item) {
        case Leaf(_, String uri, _) when uri.isBlank() -> {}
        case Leaf(_, String uri, _) -> conditions.add(ofUri(uri.strip()));
        case Leaf leaf when leaf.value() == null -> {}
        default -> conditions.add(condition(item));
      }
    }
    return conditions;
  }

  private AssetCondition object(Fields fields) {
    var object =
        TypedObject.of(fields)
            .orElseThrow(
                () -> new IllegalArgumentException("expected an Asset object, this is a mapping"));
    return switch (object.className()) {
      case "AssetAll", "DatasetAll" -> new AllOf(all(new Items(fields.at(), object.args())));
      case "AssetAny", "DatasetAny" -> new AnyOf(all(new Items(fields.at(), object.args())));
      default -> asset(object);
    };
  }

  private static Asset asset(TypedObject object) {
    if (!isAsset(object.className())) {
      throw new IllegalArgumentException(object.classPath() + " is not an asset");
    }
    boolean dataset = object.className().equals("Dataset");
    var uri = object.argument("uri", dataset ? 0 : 1);
    var name = object.argument("name", dataset ? -1 : 0);
    var either = name == null ? uri : name;
    if (either == null) {
      throw new IllegalArgumentException(object.className() + " needs a name or a uri");
    }
    return new Asset(textOf(either), textOf(uri == null ? either : uri));
  }

  private Map<String, String> uris(String file) {
    var text = files.text(file);
    if (text == null) {
      throw new IllegalArgumentException("the file '" + file + "' is not there");
    }
    try {
      var root = YamlReader.read(file, EnvironmentVariables.expand(text, Map.of())).root();
      var uris = new LinkedHashMap<String, String>();
      if (root instanceof Fields fields && fields.get("datasets") instanceof Items items) {
        for (var item : items.items()) {
          if (item instanceof Fields dataset
              && dataset.given("name") != null
              && dataset.given("uri") != null) {
            uris.put(String.valueOf(dataset.text("name")), String.valueOf(dataset.text("uri")));
          }
        }
      }
      return uris;
    } catch (YamlException e) {
      throw new IllegalArgumentException(e.at() + ": " + e.getMessage(), e);
    }
  }

  private static String uri(String name, Map<String, String> uris, String file) {
    var uri = uris.get(name);
    if (uri == null) {
      throw new IllegalArgumentException(
          "the file '%s' has no dataset %s%s"
              .formatted(file, name, NearestKey.hint(name, uris.keySet())));
    }
    return uri;
  }

  private static String textOf(Value value) {
    return value instanceof Leaf leaf ? leaf.text() : String.valueOf(value.plain());
  }
}
