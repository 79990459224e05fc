package dev.updraft.core.schedule;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * One field of a cron expression, read: the numbers it names, and whether a {@code *} or an {@code
 * L} stands among them.
 *
 * @param part which field
 * @param named the numbers named
 * @param star whether it is, or lists, {@code *}
 * @param last whether it is, or lists, {@code L} (only in the day of the month)
 */
record CronField(CronPart part, NavigableSet<Integer> named, boolean star, boolean last) {
  CronField {
    named = Collections.unmodifiableNavigableSet(new TreeSet<>(named));
  }

  /** Reads a field in small letters as croniter does, where {@code 5-5} means the whole field. */
  static CronField croniter(CronPart part, String text) {
    return read(part, text, true);
  }

  /** Reads a field in small letters as EventBridge does, where {@code 5-5} means 5. */
  static CronField aws(CronPart part, String text) {
    return read(part, text, false);
  }

  private static CronField read(CronPart part, String text, boolean equalBoundsMeanAll) {
    var named = new TreeSet<Integer>();
    boolean star = false;
    boolean last = false;
    for (String item : text.split(",", -1)) {
      if (item.equals("*")) {
        star = true;
      } else if (item.equals("l") && part == CronPart.DAY_OF_MONTH) {
        last = true;
      } else {
        new Item(part, item, equalBoundsMeanAll).numbers().forEach(named::add);
      }
    }
    if (!named.isEmpty() && named.first() < part.min) {
      throw part.wrong(text);
    }
    return new CronField(part, named, star, last);
  }

  /** The numbers it stands for. */
  NavigableSet<Integer> values() {
    return star ? all() : named;
  }

  /** Whether it is {@code *} alone or lists as many entries as the field has numbers. */
  boolean isWhole() {
    return isStar() || entries() == part.size();
  }

  /** Whether it is {@code *} and nothing else. */
  boolean isStar() {
    return star && entries() == 1;
  }

  private int entries() {
    return named.size() + (star ? 1 : 0) + (last ? 1 : 0);
  }

  private NavigableSet<Integer> all() {
    var all = new TreeSet<Integer>();
    IntStream.rangeClosed(part.min, part.max).forEach(all::add);
    return all;
  }

  private record Item(CronPart part, String text, boolean equalBoundsMeanAll) {
    IntStream numbers() {
      int slash = text.indexOf('/');
      String range = slash < 0 ? text : text.substring(0, slash);
      int step = slash < 0 ? 1 : step(text.substring(slash + 1));
      if (range.equals("*")) {
        return steps(part.min, part.max, step);
      }
      int dash = range.indexOf('-');
      if (dash < 0) {
        int start = part.number(range);
        return slash < 0 ? IntStream.of(start) : steps(start, part.max, step);
      }
      return range(part.number(range.substring(0, dash)), end(range.substring(dash + 1)), step);
    }

    private int end(String written) {
      return part == CronPart.DAY_OF_MONTH && written.equals("l") ? part.max : part.number(written);
    }

    private IntStream range(int low, int high, int step) {
      if (low == high && equalBoundsMeanAll) {
        return steps(part.min, part.max, step);
      }
      return low <= high ? steps(low, high, step) : wrapped(low, high, step);
    }

    /** Past the end of the field and on from its start, at croniter's distance. */
    private IntStream wrapped(int low, int high, int step) {
      int lastBefore = low + (part.max - low) / step * step;
      int left = part.max - lastBefore;
      int skipped = lastBefore - part.min + step > part.size() && left < step ? step - left : 0;
      return IntStream.concat(steps(low, part.max, step), steps(part.min + skipped, high, step));
    }

    private int step(String written) {
      if (!written.matches("[0-9]{1,4}") || Integer.parseInt(written) == 0) {
        throw part.wrong(text);
      }
      return Integer.parseInt(written);
    }

    private static IntStream steps(int from, int to, int step) {
      return IntStream.iterate(from, number -> number <= to, number -> number + step);
    }
  }
}
