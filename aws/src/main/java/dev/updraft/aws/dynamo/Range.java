package dev.updraft.aws.dynamo;

import org.jspecify.annotations.Nullable;

/**
 * Which items a query wants: forward those of one partition whose sort keys lie between two, both
 * included; backward those whose sort keys lie below the last.
 *
 * @param index the index to ask, null for the table itself
 * @param pkName the name of the partition key there
 * @param pk its value
 * @param skName the name of the sort key there
 * @param first the smallest sort key
 * @param last the largest sort key
 * @param forward whether the smallest comes first
 * @param limit at most so many items
 * @param filter an expression that items must meet, over attribute names alone; null for all
 * @param strong whether the latest writes must be seen; not on an index
 */
record Range(
    @Nullable String index,
    String pkName,
    String pk,
    String skName,
    String first,
    String last,
    boolean forward,
    int limit,
    @Nullable String filter,
    boolean strong) {
  Range {
    if (limit < 1) {
      throw new IllegalArgumentException("a page's limit is " + limit + ", it must be at least 1");
    }
  }

  /** The items whose sort key begins with a prefix and comes after another, if one is given. */
  static Range below(String pk, String prefix, @Nullable String after, int limit) {
    var first = after != null ? after + "\0" : prefix.isEmpty() ? "\0" : prefix;
    return new Range(
        null, Item.PK, pk, Item.SK, first, prefix + Keys.LAST, true, limit, null, true);
  }

  /** The one item whose sort key is the largest that begins with a prefix. */
  static Range last(String pk, String prefix) {
    return new Range(null, Item.PK, pk, Item.SK, prefix, prefix + Keys.LAST, false, 1, null, true);
  }

  /** The items of a partition, the largest sort key first, before another, if one is given. */
  static Range latest(
      @Nullable String index,
      String pkName,
      String pk,
      String skName,
      @Nullable String before,
      int limit) {
    var last = before == null ? Keys.LAST : before;
    return new Range(index, pkName, pk, skName, "", last, false, limit, null, index == null);
  }

  /** The items of an index, the smallest sort key first, after another, if one is given. */
  static Range all(
      String index, String pkName, String pk, String skName, @Nullable String after, int limit) {
    var first = (after == null ? "" : after) + "\0";
    return new Range(index, pkName, pk, skName, first, Keys.LAST, true, limit, null, false);
  }

  /** The same, of items that meet an expression. */
  Range where(String expression) {
    return new Range(index, pkName, pk, skName, first, last, forward, limit, expression, strong);
  }
}
