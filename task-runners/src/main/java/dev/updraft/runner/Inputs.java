package dev.updraft.runner;

import dev.updraft.core.dag.Mapping;
import dev.updraft.core.dag.NativeOperator;
import dev.updraft.core.dag.Task;
import dev.updraft.runner.operator.Arguments;
import dev.updraft.runner.operator.OperatorCatalog;
import dev.updraft.runner.operator.TaskFailure;
import dev.updraft.runner.operator.XComs;
import dev.updraft.runner.template.PythonText;
import dev.updraft.runner.template.TemplateException;
import dev.updraft.runner.template.TemplateFiles;
import dev.updraft.runner.template.Templates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The arguments of one task instance: mapped, references to XComs followed, rendered. */
final class Inputs {
  private static final Pattern REFERENCE =
      Pattern.compile("\\+([\\w.-]+)(?:\\[\\s*['\"](.+)['\"]\\s*\\])?");
  private static final Pattern OUTPUT =
      Pattern.compile("([\\w.-]+)\\.output|XComArg\\(([\\w.-]+)\\)|XcomArg\\(([\\w.-]+)\\)");

  /** Arguments that every operator takes, which a definition keeps beside the operator's own. */
  private static final List<String> OF_EVERY_OPERATOR = List.of("multiple_outputs", "do_xcom_push");

  private static final String VARIABLES = "variables_as_arguments";

  private final Task task;
  private final NativeOperator operator;
  private final XComs xcoms;
  private final Templates templates;
  private final TemplateFiles files;
  private final Function<String, Optional<String>> variables;
  private final Map<String, @Nullable Object> changed = new LinkedHashMap<>();

  Inputs(
      Task task,
      NativeOperator operator,
      XComs xcoms,
      Templates templates,
      TemplateFiles files,
      Function<String, Optional<String>> variables) {
    this.task = task;
    this.operator = operator;
    this.xcoms = xcoms;
    this.templates = templates;
    this.files = files;
    this.variables = variables;
  }

  /**
   * The arguments to run with.
   *
   * @param mapIndex which instance of a mapped task, below 0 for one that is not mapped
   */
  Arguments arguments(int mapIndex) {
    var values = new LinkedHashMap<String, @Nullable Object>(task.operator().arguments());
    for (var name : OF_EVERY_OPERATOR) {
      if (task.settings().containsKey(name)) {
        values.putIfAbsent(name, task.settings().get(name));
      }
    }
    applyVariables(values);
    if (task.mapping() instanceof Mapping.Expand(var expand, var partial) && mapIndex >= 0) {
      values.putAll(partial);
      values.putAll(element(expand, mapIndex));
    }
    boolean decorated = task.operator().decorator();
    if (decorated) {
      values.replaceAll((_, value) -> followed(value));
    }
    for (var field : fields(decorated, values)) {
      if (values.containsKey(field)) {
        values.put(field, rendered(field, values.get(field)));
      }
    }
    return new Arguments(task.taskId(), values);
  }

  /**
   * Arguments that variables give, in dag-factory's words. It asks for the variables when it reads
   * the file, this when the task runs; a variable that does not exist leaves the argument as it is.
   */
  private void applyVariables(Map<String, @Nullable Object> values) {
    switch (values.remove(VARIABLES)) {
      case null -> {}
      case List<?> pairs -> {
        for (var pair : pairs) {
          if (pair instanceof Map<?, ?> map
              && map.get("variable") instanceof String variable
              && map.get("attribute") instanceof String attribute) {
            variables.apply(variable).ifPresent(value -> values.put(attribute, value));
          } else {
            throw wrongVariables(pair);
          }
        }
      }
      case Object other -> throw wrongVariables(other);
    }
  }

  private TaskFailure wrongVariables(@Nullable Object given) {
    return TaskFailure.last(
        "%s of task '%s' holds %s, expected a list of {variable: name, attribute: argument}"
            .formatted(VARIABLES, task.taskId(), PythonText.repr(given)));
  }

  /** Template fields that rendering changed, as rendered; all fields if it changed any. */
  Map<String, @Nullable Object> changed() {
    return changed;
  }

  private List<String> fields(boolean decorated, Map<String, @Nullable Object> values) {
    return decorated
        ? values.keySet().stream().filter(name -> !name.startsWith("python_callable")).toList()
        : OperatorCatalog.templateFields(operator);
  }

  private @Nullable Object rendered(String field, @Nullable Object value) {
    try {
      var source =
          operator == NativeOperator.BASH
                  && field.equals("bash_command")
                  && value instanceof String text
                  && (text.endsWith(".sh") || text.endsWith(".bash"))
              ? files.read(text)
              : value;
      var rendered = templates.renderPlain(source);
      if (!Objects.equals(rendered, value)) {
        changed.put(field, rendered);
      }
      return rendered;
    } catch (TemplateException e) {
      throw TaskFailure.retryable(
          "argument '%s' of task '%s' cannot be rendered: %s"
              .formatted(field, task.taskId(), e.getMessage()));
    }
  }

  /** The cross product's element with this index: the last argument varies fastest. */
  private Map<String, @Nullable Object> element(
      Map<String, @Nullable Object> expand, int mapIndex) {
    var names = new ArrayList<>(expand.keySet());
    var chosen = new LinkedHashMap<String, @Nullable Object>();
    int rest = mapIndex;
    for (int i = names.size() - 1; i >= 0; i--) {
      var items = items(names.get(i), expand.get(names.get(i)));
      if (items.isEmpty()) {
        throw TaskFailure.last("argument '%s' to expand over is empty".formatted(names.get(i)));
      }
      chosen.put(names.get(i), items.get(rest % items.size()));
      rest /= items.size();
    }
    if (rest > 0) {
      throw TaskFailure.last(
          "map index %d is beyond what is expanded over: an upstream value has changed"
              .formatted(mapIndex));
    }
    var inOrder = new LinkedHashMap<String, @Nullable Object>();
    names.forEach(name -> inOrder.put(name, chosen.get(name)));
    return inOrder;
  }

  private List<@Nullable Object> items(String name, @Nullable Object given) {
    return switch (followed(output(given))) {
      case List<?> list -> new ArrayList<>(list);
      case Map<?, ?> map -> {
        var pairs = new ArrayList<@Nullable Object>();
        map.forEach((key, value) -> pairs.add(Arrays.asList(key, value)));
        yield pairs;
      }
      case null, default ->
          throw TaskFailure.last(
              "argument '%s' of task '%s' is expanded over %s, expected a list or a map"
                  .formatted(name, task.taskId(), PythonText.repr(given)));
    };
  }

  private @Nullable Object output(@Nullable Object given) {
    if (given instanceof String text) {
      var matcher = OUTPUT.matcher(text.trim());
      if (matcher.matches()) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
          if (matcher.group(group) != null) {
            return xcoms.pull(matcher.group(group), XComs.RETURN_VALUE);
          }
        }
      }
    }
    return given;
  }

  /** The value with references such as {@code +task} and {@code +task['key']} followed. */
  private @Nullable Object followed(@Nullable Object value) {
    return switch (value) {
      case String text -> {
        var matcher = REFERENCE.matcher(text.trim());
        yield matcher.matches()
            ? xcoms.pull(
                matcher.group(1), Objects.requireNonNullElse(matcher.group(2), XComs.RETURN_VALUE))
            : text;
      }
      case List<?> list -> {
        var items = new ArrayList<@Nullable Object>();
        list.forEach(item -> items.add(followed(item)));
        yield items;
      }
      case Map<?, ?> map -> {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, item) -> fields.put(String.valueOf(key), followed(item)));
        yield fields;
      }
      case null, default -> value;
    };
  }
}
