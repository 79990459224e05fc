package dev.updraft.core.plan;

import dev.updraft.core.flow.Decision;
import dev.updraft.core.flow.RunFacts;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.run.DagRunType;
import dev.updraft.core.schedule.DataInterval;
import dev.updraft.core.wire.Encoded;
import dev.updraft.core.wire.Json;
import dev.updraft.core.wire.Packed;
import dev.updraft.core.wire.PackedLists;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A plan as bytes: a head, and segments of its lists once they are long. */
public final class PlanCodec {
  /** The format that is written. */
  public static final int FORMAT = 2;

  /** The format before plans were packed. */
  private static final int JSON = 1;

  private PlanCodec() {}

  /** The plan's bytes. */
  public static Encoded encode(Plan plan) {
    var head = new Packed.Writer();
    head.text(plan.version().value());
    head.flag(plan.paused());
    head.flag(plan.removed());
    last(head, plan.last());
    next(head, plan.next());
    var success = plan.failures().success();
    head.flag(success != null);
    if (success != null) {
      Ends.CODEC.write(head, success, null);
    }
    var lists = new PackedLists.Writer(head);
    lists.list(List.copyOf(plan.active().values()), PlanCodec::name, Runs.CODEC);
    lists.list(plan.waiting(), PlanCodec::name, Runs.CODEC);
    lists.list(
        List.copyOf(plan.failures().runs()), end -> end.runId().value().hashCode(), Ends.CODEC);
    return lists.done();
  }

  private static int name(RunFacts run) {
    return run.runId().value().hashCode();
  }

  /**
   * The plan that these bytes are of.
   *
   * @throws IllegalArgumentException if they are not a plan's, or of a format that is not known
   */
  public static Plan decode(int format, byte[] head, List<byte[]> segments) {
    if (format == JSON) {
      return Json.read(new String(head, StandardCharsets.UTF_8), Plan.class);
    }
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "a plan is stored in format %d, only formats %d and %d are known"
              .formatted(format, JSON, FORMAT));
    }
    var in = new Packed.Reader(head);
    var version = new VersionHash(in.text());
    boolean paused = in.flag();
    boolean removed = in.flag();
    var last = last(in);
    var next = next(in);
    var success = in.flag() ? Ends.CODEC.read(in, null) : null;
    var lists = new PackedLists.Reader(in, segments, 3);
    var active = byId(lists.list(Runs.CODEC));
    var waiting = lists.list(Runs.CODEC);
    var failures = new Failures(new TreeSet<>(lists.list(Ends.CODEC)), success);
    lists.end();
    return new Plan(version, paused, removed, last, next, active, waiting, failures);
  }

  private static SortedMap<RunId, RunFacts> byId(List<RunFacts> runs) {
    var byId = new TreeMap<RunId, RunFacts>();
    runs.forEach(run -> byId.put(run.runId(), run));
    return byId;
  }

  private static void last(Packed.Writer out, @Nullable DataInterval last) {
    out.flag(last != null);
    if (last != null) {
      out.instant(last.start());
      out.instant(last.end());
    }
  }

  private static @Nullable DataInterval last(Packed.Reader in) {
    return in.flag() ? new DataInterval(in.instant(), in.instant()) : null;
  }

  private static void next(Packed.Writer out, Decision.@Nullable NextRun next) {
    out.flag(next != null);
    if (next != null) {
      out.instant(next.logicalDate());
      out.instant(next.dataIntervalStart());
      out.instant(next.dataIntervalEnd());
      out.instant(next.runAfter());
    }
  }

  private static Decision.@Nullable NextRun next(Packed.Reader in) {
    return in.flag()
        ? new Decision.NextRun(in.instant(), in.instant(), in.instant(), in.instant())
        : null;
  }

  /** Runs side by side mostly have one version and ids that begin alike. */
  private static final class Runs implements PackedLists.Codec<RunFacts> {
    static final Runs CODEC = new Runs();

    @Override
    public void write(Packed.Writer out, RunFacts run, @Nullable RunFacts before) {
      out.textAfter(id(before), run.runId().value());
      out.textAfter(type(before), run.type().airflowName());
      out.textAfter(version(before), run.version().value());
      out.instant(run.runAfter());
      near(out, run.logicalDate(), run.runAfter());
      near(out, run.dataIntervalStart(), run.runAfter());
      near(out, run.dataIntervalEnd(), run.runAfter());
    }

    @Override
    public RunFacts read(Packed.Reader in, @Nullable RunFacts before) {
      var id = new RunId(in.textAfter(id(before)));
      var type = DagRunType.of(in.textAfter(type(before)));
      var version = new VersionHash(in.textAfter(version(before)));
      var runAfter = in.instant();
      return new RunFacts(
          id, type, version, near(in, runAfter), near(in, runAfter), near(in, runAfter), runAfter);
    }

    private static void near(Packed.Writer out, @Nullable Instant time, Instant other) {
      out.flag(time != null);
      if (time != null) {
        out.big(ChronoUnit.MICROS.between(exact(other), exact(time)));
      }
    }

    /** As exact as a packed time is. */
    private static Instant exact(Instant time) {
      return time.truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable Instant near(Packed.Reader in, Instant other) {
      return in.flag() ? other.plus(in.big(), ChronoUnit.MICROS) : null;
    }

    private static String id(@Nullable RunFacts before) {
      return before == null ? "" : before.runId().value();
    }

    private static String type(@Nullable RunFacts before) {
      return before == null ? "" : before.type().airflowName();
    }

    private static String version(@Nullable RunFacts before) {
      return before == null ? "" : before.version().value();
    }
  }

  /** Ends of runs. */
  private static final class Ends implements PackedLists.Codec<Failures.Ended> {
    static final Ends CODEC = new Ends();

    @Override
    public void write(Packed.Writer out, Failures.Ended end, Failures.@Nullable Ended before) {
      out.textAfter(before == null ? "" : before.runId().value(), end.runId().value());
      out.instant(end.runAfter());
    }

    @Override
    public Failures.Ended read(Packed.Reader in, Failures.@Nullable Ended before) {
      var id = new RunId(in.textAfter(before == null ? "" : before.runId().value()));
      return new Failures.Ended(in.instant(), id);
    }
  }
}
