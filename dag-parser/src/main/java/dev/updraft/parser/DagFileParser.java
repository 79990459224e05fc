package dev.updraft.parser;

import dev.updraft.core.dag.Dag;
import dev.updraft.core.dag.Position;
import dev.updraft.core.port.Bytes;
import dev.updraft.parser.definition.Context;
import dev.updraft.parser.definition.DagReader;
import dev.updraft.parser.definition.Fragments;
import dev.updraft.parser.definition.Merging;
import dev.updraft.parser.definition.Problems;
import dev.updraft.parser.yaml.Document;
import dev.updraft.parser.yaml.EnvironmentVariables;
import dev.updraft.parser.yaml.Folding;
import dev.updraft.parser.yaml.Positions;
import dev.updraft.parser.yaml.Value.Entry;
import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.YamlException;
import dev.updraft.parser.yaml.YamlReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads DAG files. Pure: all it depends on is in the request. */
public final class DagFileParser {
  /** The size a DAG file or a {@code defaults.yml} may have, in bytes. */
  public static final int SIZE_MAX_BYTES = 5 * 1024 * 1024;

  private static final List<String> RESERVED = List.of("default", "task_groups");

  private final ParseRequest request;
  private final Problems file = new Problems(null);
  private final List<Dag> dags = new ArrayList<>();
  private final List<FileError> errors = new ArrayList<>();
  private final List<FileError> warnings = new ArrayList<>();

  private DagFileParser(ParseRequest request) {
    this.request = request;
  }

  /** The DAGs of a file, and what is wrong with those that do not load. */
  public static ParsedFile parse(ParseRequest request) {
    var parser = new DagFileParser(request);
    parser.parse();
    parser.errors.addAll(0, parser.file.errors());
    parser.warnings.addAll(0, parser.file.warnings());
    return new ParsedFile(parser.dags, parser.errors, parser.warnings);
  }

  private void parse() {
    var start = new Position(request.path(), 1, 1);
    var document = document(request.path(), request.content());
    if (document == null) {
      return;
    }
    if (!(document.root() instanceof Fields root)) {
      if (document.root() == null || document.root().isNull()) {
        file.warn(start, null, "the file is empty");
      } else {
        file.error(
            document.root().at(), null, "expected DAGs by name, this is " + document.root().kind());
      }
      return;
    }
    var problems = new LinkedHashMap<String, Problems>();
    for (var duplicate : document.duplicates()) {
      var of =
          RESERVED.contains(duplicate.top())
              ? file
              : problems.computeIfAbsent(duplicate.top(), Problems::new);
      of.error(
          duplicate.at(),
          duplicate.key(),
          "stands twice, first in line " + duplicate.first().line());
    }
    dags(root, problems);
  }

  private void dags(Fields root, Map<String, Problems> problems) {
    var above = Merging.directories(directories());
    var fileDefault =
        root.get("default") instanceof Fields fields
            ? fold(fields).entries()
            : Map.<String, Entry>of();
    if (root.given("default") != null && !(root.get("default") instanceof Fields)) {
      file.error(root.at(), "default", "expected a mapping");
    }
    var context = new Context(request.path(), request.settings(), request.now(), request.files());
    boolean fragment = Fragments.isFragment(root, file);
    root.entries()
        .forEach((dagId, entry) -> {
          if (!RESERVED.contains(dagId) && !fragment) {
            dag(
                dagId,
                entry,
                fileDefault,
                above,
                context,
                problems.computeIfAbsent(dagId, Problems::new));
          }
        });
  }

  private void dag(
      String dagId,
      Entry entry,
      Map<String, Entry> fileDefault,
      Map<String, Entry> above,
      Context context,
      Problems problems) {
    if (entry.value() instanceof Fields fields) {
      var own = fold(fields);
      var merged = Merging.dag(own, fileDefault, above);
      var dag = DagReader.read(dagId, own, merged, entry.at(), context, problems);
      if (dag != null) {
        dags.add(dag);
      }
    } else {
      problems.error(
          entry.at(),
          null,
          "expected a mapping with the DAG's keys, this is " + entry.value().kind());
    }
    errors.addAll(problems.errors());
    warnings.addAll(problems.warnings());
  }

  private static Fields fold(Fields fields) {
    return Folding.fold(fields) instanceof Fields folded ? folded : fields;
  }

  private List<Fields> directories() {
    var files = new ArrayList<Fields>();
    for (var source : request.defaults()) {
      var document = document(source.path(), source.content());
      if (document != null && document.root() instanceof Fields fields) {
        files.add(fold(fields));
      } else if (document != null && document.root() != null && !document.root().isNull()) {
        file.error(document.root().at(), null, "expected a mapping of defaults");
      }
    }
    return files;
  }

  private @Nullable Document document(String path, Bytes content) {
    var start = new Position(path, 1, 1);
    if (content.size() > SIZE_MAX_BYTES) {
      file.error(
          start,
          null,
          "the file has %d bytes, at most %d are read".formatted(content.size(), SIZE_MAX_BYTES));
      return null;
    }
    try {
      var text = EnvironmentVariables.expand(text(path, content.toArray()), request.variables());
      return YamlReader.read(path, text);
    } catch (YamlException e) {
      file.error(e.at(), null, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static String text(String path, byte... content) throws YamlException {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var bytes = ByteBuffer.wrap(content);
    var text = CharBuffer.allocate(content.length + 1);
    var result = decoder.decode(bytes, text, true);
    text.flip();
    if (result.isError()) {
      throw new YamlException(
          Positions.of(path, text, text.length()),
          "not UTF-8: the byte %d, 0x%02X, belongs to no character"
              .formatted(bytes.position() + 1, content[bytes.position()] & 0xFF));
    }
    boolean marked = !text.isEmpty() && text.charAt(0) == '\uFEFF';
    return marked ? text.subSequence(1, text.length()).toString() : text.toString();
  }
}
