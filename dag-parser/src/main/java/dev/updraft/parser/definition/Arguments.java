package dev.updraft.parser.definition;

import dev.updraft.core.dag.Mapping;
import dev.updraft.core.dag.NativeOperator;
import dev.updraft.core.dag.Operator;
import dev.updraft.core.id.TaskId;
import dev.updraft.parser.yaml.Value;
import dev.updraft.parser.yaml.Value.Entry;
import dev.updraft.parser.yaml.Value.Fields;
import dev.updraft.parser.yaml.Value.Leaf;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a task's operator is given: its arguments, what it is mapped over, whose XComs it reads. */
final class Arguments {
  private static final Pattern CLASS_PATH = Pattern.compile("[^.\\s]+(?:\\.[^.\\s]+)++");

  private final Listed listed;
  private final FieldReader reader;
  private final Problems problems;
  private final References references;

  /**
   * What was read.
   *
   * @param operator the operator and its arguments
   * @param mapping whether the task is mapped
   * @param references the tasks whose XComs it reads
   */
  record Read(Operator operator, Mapping mapping, Set<TaskId> references) {}

  Arguments(
      Listed listed,
      FieldReader reader,
      Function<String, Optional<TaskId>> tasks,
      Problems problems) {
    this.listed = listed;
    this.reader = reader;
    this.problems = problems;
    this.references = new References(tasks);
  }

  @Nullable Read read(Map<String, Entry> defaultArgs) {
    var own = listed.fields();
    var key = own.get("operator") != null ? "operator" : "decorator";
    if (own.get(key) == null) {
      problems.error(
          listed.at(),
          "operator",
          "task " + listed.name() + " has neither operator nor decorator" + misspelt(own));
      return null;
    }
    var classPath = own.text(key);
    if (classPath == null || !CLASS_PATH.matcher(classPath.strip()).matches()) {
      reader.error(key, notAClass(classPath));
      return null;
    }
    boolean decorator = key.equals("decorator");
    var bare = new Operator(classPath.strip(), decorator, Map.of());
    var known = NativeOperator.of(bare);
    var arguments = arguments(own, defaultArgs, known, decorator);
    var mapping = mapping(decorator);
    check(bare, known, arguments, mapping);
    references.unknown().forEach(name -> unknownReference(name));
    return new Read(
        new Operator(bare.classPath(), decorator, PlainData.of(arguments)),
        mapping,
        new LinkedHashSet<>(references.found()));
  }

  private static String misspelt(Fields own) {
    return own.entries().keySet().stream()
        .filter(key -> NearestKey.of(key, List.of("operator", "decorator")).isPresent())
        .findFirst()
        .map(key -> NearestKey.hint(key, List.of("operator", "decorator")))
        .orElse("");
  }

  private static String notAClass(@Nullable String written) {
    var example = "airflow.providers.standard.operators.bash.BashOperator";
    if (written == null) {
      return "expected a class with its package, such as " + example;
    }
    var near = NearestOperator.hint(written);
    return "'%.80s' is not a class with its package".formatted(written.strip())
        + (near.isEmpty() ? ", such as " + example : near);
  }

  private void unknownReference(String name) {
    problems.error(
        listed.at(),
        null,
        "task " + listed.name() + " refers to +" + name + ", but there is no such task");
  }

  private Map<String, @Nullable Object> arguments(
      Fields own,
      Map<String, Entry> defaultArgs,
      Optional<NativeOperator> known,
      boolean decorator) {
    var arguments = new LinkedHashMap<String, @Nullable Object>();
    own.entries()
        .forEach((key, entry) -> {
          if (!KnownKeys.STRUCTURE.contains(key) && !KnownKeys.BASE.contains(key)) {
            arguments.put(key, plain(key, entry.value(), decorator));
          }
        });
    if (known.isPresent() && !decorator) {
      for (var key : KnownKeys.argumentsOf(known.get())) {
        var entry = defaultArgs.get(key);
        if (entry != null) {
          arguments.putIfAbsent(key, plain(key, entry.value(), false));
        }
      }
    }
    return arguments;
  }

  private @Nullable Object plain(String key, Value value, boolean decorator) {
    if (key.equals("execution_delta") && value instanceof Leaf(_, String text, _)) {
      var delta = Durations.relative(text.strip());
      if (delta.isEmpty()) {
        reader.error(key, "'" + text + "' is not a time span: expected such as 1 days");
        return text;
      }
      var typed = new LinkedHashMap<String, @Nullable Object>();
      typed.put("__type__", "datetime.timedelta");
      typed.put("seconds", delta.get().toSeconds());
      return typed;
    }
    return decorator ? references.plus(value.plain()) : value.plain();
  }

  private Mapping mapping(boolean decorator) {
    var expand = reader.fields("expand");
    var partial = reader.fields("partial");
    if (expand == null || expand.entries().isEmpty()) {
      if (partial != null && !decorator) {
        reader.error("partial", "needs expand beside it");
      }
      return new Mapping.None();
    }
    var over = new LinkedHashMap<String, @Nullable Object>();
    expand
        .entries()
        .forEach((key, entry) -> {
          var plain = entry.value().plain();
          var read = decorator ? references.plus(plain) : references.output(plain);
          over.put(key, read);
          checkExpand(key, entry, read);
        });
    var fixed = new LinkedHashMap<String, @Nullable Object>();
    if (partial != null) {
      partial
          .entries()
          .forEach((key, entry) -> {
            var plain = entry.value().plain();
            fixed.put(key, decorator ? references.plus(plain) : plain);
          });
    }
    return new Mapping.Expand(PlainData.of(over), PlainData.of(fixed));
  }

  private void checkExpand(String key, Entry entry, @Nullable Object read) {
    boolean reference =
        read instanceof String text && (text.startsWith("+") || text.contains(".output"));
    if (!(read instanceof List) && !(read instanceof Map) && !reference) {
      problems.error(
          entry.at(),
          key,
          "expand needs a list, a mapping or a reference such as +task; this is "
              + entry.value().kind());
    }
  }

  private void check(
      Operator operator,
      Optional<NativeOperator> known,
      Map<String, @Nullable Object> arguments,
      Mapping mapping) {
    var given = new LinkedHashSet<>(arguments.keySet());
    if (mapping instanceof Mapping.Expand expand) {
      given.addAll(expand.expand().keySet());
      given.addAll(expand.partial().keySet());
    }
    if (operator.decorator()) {
      needsCallable("a decorator", given);
      return;
    }
    if (known.isEmpty()) {
      warnOfNearOperator(operator);
      warnOfTypos();
      return;
    }
    var takes = KnownKeys.argumentsOf(known.get());
    for (var key : given) {
      if (!takes.contains(key)
          && !KnownKeys.BASE.contains(key)
          && !key.equals("variables_as_arguments")) {
        var near = NearestKey.hint(key, takes);
        var hint = near.isEmpty() ? NearestKey.hint(key, KnownKeys.TASK) : near;
        reader.error(key, operator.className() + " takes no argument " + key + hint);
      }
    }
    for (var key : KnownKeys.requiredBy(known.get())) {
      if (!given.contains(key) && !given.contains("variables_as_arguments")) {
        problems.error(
            listed.at(),
            key,
            "task " + listed.name() + " needs it: " + operator.className() + " cannot be without");
      }
    }
    switch (known.get()) {
      case PYTHON, BRANCH_PYTHON, SHORT_CIRCUIT -> needsCallable(operator.className(), given);
      default -> {}
    }
  }

  private void needsCallable(String what, Set<String> given) {
    boolean named =
        given.contains("python_callable_name") && given.contains("python_callable_file");
    if (!given.contains("python_callable") && !named) {
      problems.error(
          listed.at(),
          "python_callable",
          "task "
              + listed.name()
              + ": "
              + what
              + " needs python_callable, or python_callable_name and python_callable_file");
    }
  }

  private void warnOfNearOperator(Operator operator) {
    var near = NearestOperator.hint(operator.classPath());
    if (operator.classPath().startsWith("airflow.") && !near.isEmpty()) {
      problems.warn(reader.at("operator"), "operator", "is no operator that runs natively" + near);
    }
  }

  private void warnOfTypos() {
    for (var entry : listed.fields().entries().entrySet()) {
      var key = entry.getKey();
      if (!KnownKeys.TASK.contains(key)) {
        NearestKey.of(key, KnownKeys.TASK)
            .ifPresent(near ->
                problems.warn(
                    entry.getValue().at(),
                    key,
                    "is read as an argument of the operator, did you mean " + near + "?"));
      }
    }
  }
}
