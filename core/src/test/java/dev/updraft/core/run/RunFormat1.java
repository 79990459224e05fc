package dev.updraft.core.run;

import dev.updraft.core.wire.Packed;

/** Writes small runs as the first version did, for tests of an upgrade. */
public final class RunFormat1 {
  /** Its number. */
  public static final int FORMAT = 1;

  private RunFormat1() {}

  /** The bytes of a run that has no segments. */
  public static byte[] encode(Run run) {
    var head = new Packed.Writer();
    var facts = run.facts();
    head.text(facts.runId().value());
    head.text(facts.type().airflowName());
    head.text(facts.version().value());
    head.optionalInstant(facts.logicalDate());
    head.optionalInstant(facts.dataIntervalStart());
    head.optionalInstant(facts.dataIntervalEnd());
    head.instant(facts.runAfter());
    head.text(run.state().airflowName());
    head.instant(run.startedAt());
    head.optionalInstant(run.endedAt());
    head.optionalText(run.reason());
    head.flag(run.paused());
    head.number(run.details().size());
    run.details()
        .forEach((cell, detail) -> {
          head.number(cell);
          head.optionalInstant(detail.firstLaunchAt());
          head.optionalInstant(detail.launchAt());
          head.optionalInstant(detail.until());
          head.number(detail.reschedules());
          head.number(detail.seats().bits());
        });
    int size = run.cells().size();
    head.number(size);
    CellsCodec.write(head, run.cells(), 0, size);
    return head.bytes();
  }
}
