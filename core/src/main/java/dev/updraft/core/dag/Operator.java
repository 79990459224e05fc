package dev.updraft.core.dag;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task does.
 *
 * @param classPath the operator or decorator as the file names it, such as {@code
 *     airflow.providers.standard.operators.bash.BashOperator}
 * @param decorator whether the file names it with {@code decorator:}
 * @param arguments the operator's arguments as read: text, numbers, booleans, null, lists and maps
 */
public record Operator(
    String classPath, boolean decorator, Map<String, @Nullable Object> arguments) {
  public Operator {
    arguments = Ordered.copy(arguments);
  }

  /** The class without its package, which Airflow shows as {@code operator}. */
  public String className() {
    return classPath.substring(classPath.lastIndexOf('.') + 1);
  }
}
