package dev.updraft.core.run;

import dev.updraft.core.wire.Packed;

/**
 * Cells as bytes. A cell is one byte: the state in its low half, the try in its high half, where 15
 * says that the try follows as a number of its own. Cells alike in a row are written once with
 * their count; others stand side by side, so that a vector never takes much more than a byte a
 * cell.
 */
final class CellsCodec {
  private static final int TRY_ESCAPE = 15;

  /** From so many alike on, writing them once is shorter than side by side. */
  private static final int ALIKE_MIN = 3;

  private CellsCodec() {}

  static void write(Packed.Writer out, Cells cells, int from, int to) {
    int literalsFrom = from;
    int cell = from;
    while (cell < to) {
      int alike = alike(cells, cell, to);
      if (alike >= ALIKE_MIN) {
        literals(out, cells, literalsFrom, cell);
        out.number((alike << 1) | 1);
        cell(out, cells, cell);
        literalsFrom = cell + alike;
      }
      cell += alike;
    }
    literals(out, cells, literalsFrom, to);
  }

  private static int alike(Cells cells, int cell, int to) {
    int next = cell + 1;
    while (next < to
        && cells.state(next) == cells.state(cell)
        && cells.tryNumber(next) == cells.tryNumber(cell)) {
      next++;
    }
    return next - cell;
  }

  private static void literals(Packed.Writer out, Cells cells, int from, int to) {
    if (from == to) {
      return;
    }
    out.number((to - from) << 1);
    for (int cell = from; cell < to; cell++) {
      cell(out, cells, cell);
    }
  }

  private static void cell(Packed.Writer out, Cells cells, int cell) {
    int tries = cells.tryNumber(cell);
    out.octet((Math.min(tries, TRY_ESCAPE) << 4) | cells.state(cell).code());
    if (tries >= TRY_ESCAPE) {
      out.number(tries);
    }
  }

  static void read(Packed.Reader in, Cells.Draft cells, int from, int to) {
    int cell = from;
    while (cell < to) {
      int header = in.number();
      int count = header >> 1;
      boolean alike = (header & 1) != 0;
      if (count == 0 || count > to - cell) {
        throw new IllegalArgumentException(
            "a run's cells are damaged: %d more at cell %d of %d".formatted(count, cell, to));
      }
      int end = cell + count;
      while (cell < end) {
        int octet = in.octet();
        int tries = octet >> 4;
        if (tries == TRY_ESCAPE) {
          tries = in.number();
        }
        int until = alike ? end : cell + 1;
        for (; cell < until; cell++) {
          cells.state(cell, TaskInstanceState.ofCode(octet & 15));
          cells.tryNumber(cell, tries);
        }
      }
    }
  }
}
