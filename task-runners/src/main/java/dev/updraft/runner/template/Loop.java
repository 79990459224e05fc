package dev.updraft.runner.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a loop's body knows as {@code loop}. */
final class Loop implements PythonObject {
  private final List<? extends @Nullable Object> items;
  private final int depth;
  private int index;
  private @Nullable List<@Nullable Object> last;

  Loop(List<? extends @Nullable Object> items, @Nullable Loop outer) {
    this.items = items;
    this.depth = outer == null ? 1 : outer.depth + 1;
  }

  void advance() {
    index++;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "index" -> index + 1L;
      case "index0" -> (long) index;
      case "revindex" -> (long) items.size() - index;
      case "revindex0" -> items.size() - index - 1L;
      case "first" -> index == 0;
      case "last" -> index == items.size() - 1;
      case "length" -> (long) items.size();
      case "depth" -> (long) depth;
      case "depth0" -> depth - 1L;
      case "previtem" -> index == 0 ? missing("loop.previtem") : items.get(index - 1);
      case "nextitem" ->
          index == items.size() - 1 ? missing("loop.nextitem") : items.get(index + 1);
      case "cycle" -> new Method(name, this::cycle);
      case "changed" -> new Method(name, this::changed);
      default -> missing("loop." + name);
    };
  }

  private @Nullable Object cycle(Call call) {
    if (call.positional().isEmpty()) {
      throw new TemplateException("no items for cycling given");
    }
    return call.positional().get(index % call.positional().size());
  }

  private Object changed(Call call) {
    boolean same = last != null && Comparison.equal(last, call.positional());
    last = call.positional();
    return !same;
  }

  @Override
  public String toString() {
    return "<LoopContext %d/%d>".formatted(index + 1, items.size());
  }
}
