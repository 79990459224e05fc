package dev.updraft.core.run;

import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.wire.Encoded;
import dev.updraft.core.wire.Packed;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run as bytes: a head, and segments of the vector beside it once it has more than {@link
 * #SEGMENT_CELLS} cells, so that one decision about a large run stores no more than the segments it
 * has changed.
 */
public final class RunCodec {
  /** The format that is written. */
  public static final int FORMAT = 4;

  /** The format before details could be in the segments. */
  private static final int DETAILS_IN_HEAD = 3;

  /** The format before runs were left alone while they wait. */
  private static final int WITHOUT_QUIET = 2;

  /** The format before launches were sent again at growing intervals: it does not count them. */
  private static final int WITHOUT_RESENDS = 1;

  /** How many cells a segment holds. */
  public static final int SEGMENT_CELLS = 512;

  /** Of a run in segments that has more details than this, each is in its cell's segment. */
  private static final int DETAILS_IN_HEAD_MAX = 512;

  private RunCodec() {}

  /** The run's bytes. */
  public static Encoded encode(Run run) {
    var head = new Packed.Writer();
    facts(head, run.facts());
    head.text(run.state().airflowName());
    head.instant(run.startedAt());
    head.optionalInstant(run.endedAt());
    head.optionalText(run.reason());
    head.flag(run.paused());
    quiet(head, run.quiet());
    int size = run.cells().size();
    boolean inSegments = size > SEGMENT_CELLS && run.details().size() > DETAILS_IN_HEAD_MAX;
    head.flag(inSegments);
    if (!inSegments) {
      details(head, run.details());
    }
    head.number(size);
    var segments = new ArrayList<byte[]>();
    if (size <= SEGMENT_CELLS) {
      CellsCodec.write(head, run.cells(), 0, size);
    } else {
      for (int from = 0; from < size; from += SEGMENT_CELLS) {
        var segment = new Packed.Writer();
        int to = Math.min(from + SEGMENT_CELLS, size);
        CellsCodec.write(segment, run.cells(), from, to);
        if (inSegments) {
          details(segment, run.details().subMap(from, to));
        }
        segments.add(segment.bytes());
      }
    }
    return new Encoded(head.bytes(), segments);
  }

  /**
   * The run that these bytes are of.
   *
   * @throws IllegalArgumentException if they are not a run's, or of a format that is not known
   */
  public static Run decode(int format, byte[] head, List<byte[]> segments) {
    if (format < WITHOUT_RESENDS || format > FORMAT) {
      throw new IllegalArgumentException(
          "a run is stored in format %d, only formats %d to %d are known"
              .formatted(format, WITHOUT_RESENDS, FORMAT));
    }
    var in = new Packed.Reader(head);
    var facts = facts(in);
    var state = DagRunState.of(in.text());
    var startedAt = in.instant();
    var endedAt = in.optionalInstant();
    var reason = in.optionalText();
    var paused = in.flag();
    var quiet = format <= WITHOUT_QUIET ? null : quiet(in);
    boolean inSegments = format > DETAILS_IN_HEAD && in.flag();
    var details = new TreeMap<Integer, Detail>();
    if (!inSegments) {
      details(in, format, details);
    }
    var cells = cells(in, segments, inSegments ? details : null);
    if (!details.isEmpty() && (details.firstKey() < 0 || details.lastKey() >= cells.size())) {
      throw new IllegalArgumentException(
          "a run of %d cells remembers more of cell %d".formatted(cells.size(), details.lastKey()));
    }
    return new Run(facts, state, startedAt, endedAt, reason, paused, quiet, cells, details);
  }

  /**
   * The cells.
   *
   * @param details where to add the details that are in the segments, null if they are not there
   */
  private static Cells cells(
      Packed.Reader head, List<byte[]> segments, @Nullable SortedMap<Integer, Detail> details) {
    int size = head.number();
    var cells = Cells.blank(size).draft();
    int wanted = size <= SEGMENT_CELLS ? 0 : Math.ceilDiv(size, SEGMENT_CELLS);
    if (segments.size() != wanted) {
      throw new IllegalArgumentException(
          "a run of %d cells has %d segments, not %d".formatted(size, segments.size(), wanted));
    }
    if (wanted == 0) {
      CellsCodec.read(head, cells, 0, size);
    }
    head.end();
    int from = 0;
    for (var segment : segments) {
      var in = new Packed.Reader(segment);
      CellsCodec.read(in, cells, from, Math.min(from + SEGMENT_CELLS, size));
      if (details != null) {
        details(in, FORMAT, details);
      }
      in.end();
      from += SEGMENT_CELLS;
    }
    return cells.done();
  }

  private static void facts(Packed.Writer out, RunFacts facts) {
    out.text(facts.runId().value());
    out.text(facts.type().airflowName());
    out.text(facts.version().value());
    out.optionalInstant(facts.logicalDate());
    out.optionalInstant(facts.dataIntervalStart());
    out.optionalInstant(facts.dataIntervalEnd());
    out.instant(facts.runAfter());
  }

  private static RunFacts facts(Packed.Reader in) {
    return new RunFacts(
        new RunId(in.text()),
        DagRunType.of(in.text()),
        new VersionHash(in.text()),
        in.optionalInstant(),
        in.optionalInstant(),
        in.optionalInstant(),
        in.instant());
  }

  private static void quiet(Packed.Writer out, @Nullable Quiet quiet) {
    out.number(quiet == null ? 0 : quiet.looks());
    if (quiet != null) {
      out.instant(quiet.until());
    }
  }

  private static @Nullable Quiet quiet(Packed.Reader in) {
    int looks = in.number();
    return looks == 0 ? null : new Quiet(looks, in.instant());
  }

  private static void details(Packed.Writer out, SortedMap<Integer, Detail> details) {
    out.number(details.size());
    details.forEach((cell, detail) -> {
      out.number(cell);
      out.optionalInstant(detail.firstLaunchAt());
      out.optionalInstant(detail.launchAt());
      out.optionalInstant(detail.until());
      out.number(detail.reschedules());
      out.number(detail.resends());
      out.number(detail.seats().bits());
    });
  }

  private static void details(Packed.Reader in, int format, SortedMap<Integer, Detail> details) {
    int count = in.number();
    for (int i = 0; i < count; i++) {
      details.put(
          in.number(),
          new Detail(
              in.optionalInstant(),
              in.optionalInstant(),
              in.optionalInstant(),
              in.number(),
              format == WITHOUT_RESENDS ? 0 : in.number(),
              Seats.ofBits(in.number())));
    }
  }
}
