package dev.updraft.parser.yaml;

import dev.updraft.core.dag.Position;
import dev.updraft.parser.yaml.Document.Duplicate;
import dev.updraft.parser.yaml.Value.Entry;
import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.Value.Items;
import dev.updraft.parser.yaml.Value.Leaf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads one YAML document. */
public final class YamlReader {
  /** How deep mappings and lists may be nested. */
  public static final int DEPTH_MAX = 100;

  /** How many values a file may have after its aliases are written out. */
  public static final int VALUES_MAX = 1_000_000;

  private final String file;
  private final List<Duplicate> duplicates = new ArrayList<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private String top = "";
  private int values;

  private YamlReader(String file) {
    this.file = file;
  }

  /**
   * The text as a document.
   *
   * @param file the file's path, for positions
   * @throws YamlException if it is not one YAML document, or is too deep or too large
   */
  public static Document read(String file, String text) throws YamlException {
    var reader = new YamlReader(file);
    var node = reader.compose(text);
    return new Document(node == null ? null : reader.root(node), reader.duplicates);
  }

  private @Nullable Node compose(String text) throws YamlException {
    var options = new LoaderOptions();
    options.setNestingDepthLimit(DEPTH_MAX);
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setMaxAliasesForCollections(VALUES_MAX);
    try {
      var parser = new ParserImpl(new StreamReader(text), options);
      return new Composer(parser, new Yaml11Resolver(), options).getSingleNode();
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      throw new YamlException(position(mark), "not YAML: " + problem(e));
    } catch (ReaderException e) {
      throw new YamlException(
          Positions.of(file, text, e.getPosition()),
          "not YAML: the character U+%04X is not allowed".formatted(e.getCodePoint()));
    } catch (YAMLException e) {
      throw new YamlException(new Position(file, 1, 1), "not YAML: " + firstLine(e.getMessage()));
    }
  }

  private static String problem(MarkedYAMLException e) {
    var context = e.getContext();
    return context == null || context.isBlank()
        ? firstLine(e.getProblem())
        : firstLine(context) + ", " + firstLine(e.getProblem());
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "it cannot be read" : text.lines().findFirst().orElse("").strip();
  }

  private Position position(@Nullable Mark mark) {
    return mark == null
        ? new Position(file, 1, 1)
        : new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Value root(Node node) throws YamlException {
    return node instanceof MappingNode mapping ? fields(mapping, true) : value(node);
  }

  private Value value(Node node) throws YamlException {
    if (++values > VALUES_MAX) {
      throw new YamlException(
          position(node.getStartMark()),
          "too large: with its aliases written out the file has more than "
              + VALUES_MAX
              + " values");
    }
    if (node instanceof ScalarNode scalar) {
      return leaf(scalar);
    }
    if (!open.add(node)) {
      throw new YamlException(position(node.getStartMark()), "an alias contains itself");
    }
    Value value =
        switch (node) {
          case MappingNode mapping -> fields(mapping, false);
          case SequenceNode sequence -> items(sequence);
          case Node other ->
              throw new YamlException(position(other.getStartMark()), "not YAML: unknown node");
        };
    open.remove(node);
    return value;
  }

  private Leaf leaf(ScalarNode scalar) throws YamlException {
    var at = position(scalar.getStartMark());
    try {
      return new Leaf(at, Scalars.read(scalar.getTag(), scalar.getValue()), scalar.getValue());
    } catch (IllegalArgumentException e) {
      throw new YamlException(at, String.valueOf(e.getMessage()));
    }
  }

  private Items items(SequenceNode node) throws YamlException {
    var items = new ArrayList<Value>(node.getValue().size());
    for (var item : node.getValue()) {
      items.add(value(item));
    }
    return new Items(position(node.getStartMark()), List.copyOf(items));
  }

  private Fields fields(MappingNode node, boolean isTop) throws YamlException {
    var merged = new LinkedHashMap<String, Entry>();
    var own = new LinkedHashMap<String, Entry>();
    for (var tuple : node.getValue()) {
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        merge(tuple.getValueNode(), merged);
      } else {
        put(tuple, own, isTop);
      }
    }
    merged.putAll(own);
    return new Fields(position(node.getStartMark()), Collections.unmodifiableSequencedMap(merged));
  }

  private void put(NodeTuple tuple, Map<String, Entry> own, boolean isTop) throws YamlException {
    var at = position(tuple.getKeyNode().getStartMark());
    if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
      throw new YamlException(at, "a key must be text, not a list or a mapping");
    }
    var key = keyNode.getValue();
    if (isTop) {
      top = key;
    }
    var before = own.put(key, new Entry(at, value(tuple.getValueNode())));
    if (before != null) {
      duplicates.add(new Duplicate(top, key, at, before.at()));
    }
  }

  private void merge(Node node, Map<String, Entry> merged) throws YamlException {
    switch (value(node)) {
      case Fields fields -> fields.entries().forEach(merged::putIfAbsent);
      case Items items -> {
        for (var item : items.items()) {
          if (!(item instanceof Fields fields)) {
            throw new YamlException(item.at(), "<< merges mappings, this is " + item.kind());
          }
          fields.entries().forEach(merged::putIfAbsent);
        }
      }
      case Leaf leaf -> throw new YamlException(leaf.at(), "<< merges mappings, not a scalar");
    }
  }
}
