package dev.updraft.api.view;

import dev.updraft.core.port.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists that come in pages. */
public final class Paged {
  private static final int PAGE = 500;

  private Paged() {}

  /**
   * The first items of a list.
   *
   * @param itemsMax at most about so many, a page more at worst
   */
  public static <T> List<T> first(int itemsMax, Source<T> source) {
    var items = new ArrayList<T>();
    String from = null;
    do {
      var page = source.page(from, Math.min(PAGE, itemsMax));
      items.addAll(page.items());
      from = page.next();
    } while (from != null && items.size() < itemsMax);
    return items;
  }

  /**
   * A list that comes in pages.
   *
   * @param <T> what it holds
   */
  @FunctionalInterface
  public interface Source<T> {
    /** A page of it. */
    Page<T> page(@Nullable String from, int limit);
  }
}
