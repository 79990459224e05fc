package dev.updraft.runner.template;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Items that Python does not write as a list, such as the keys of a dict. */
final class View extends AbstractList<@Nullable Object> {
  private final String text;
  private final List<@Nullable Object> items;

  View(String text, List<@Nullable Object> items) {
    this.text = text;
    this.items = items;
  }

  static View of(String type, List<@Nullable Object> items) {
    return new View(type + "(" + PythonText.repr(items) + ")", items);
  }

  /** What Python writes for it. */
  String text() {
    return text;
  }

  @Override
  public @Nullable Object get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }
}
