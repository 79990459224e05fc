package dev.updraft.aws.dynamo;

import dev.updraft.core.attempt.Attempt;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.VersionHash;
import dev.updraft.core.run.TaskInstanceState;
import dev.updraft.core.wire.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The items of attempts. */
final class AttemptItems {
  /** The attempt's id. */
  static final String ID = "ai";

  /** Its state, in Airflow's words. */
  static final String STATE = "st";

  /** The version it runs. */
  static final String VERSION = "ve";

  /** When it was queued. */
  static final String QUEUED = "qa";

  /** When it started. */
  static final String STARTED = "sa";

  /** When it ended. */
  static final String ENDED = "ea";

  /** When it was last heard of. */
  static final String HEARTBEAT = "ha";

  /** Who runs it, as JSON. */
  static final String RUNNER = "rn";

  /** Its executor. */
  static final String EXECUTOR = "ex";

  /** Its worker queue. */
  static final String QUEUE = "qu";

  /** How often it was rescheduled. */
  static final String RESCHEDULES = "rc";

  /** Which tasks it skips. */
  static final String SKIPS = "sd";

  /** Its rendered fields, as JSON. */
  static final String RENDERED = "rf";

  /** The name of its map index. */
  static final String MAP_INDEX_NAME = "mi";

  /** Its line for people. */
  static final String NOTE = "nt";

  /** The end of its log. */
  static final String LOG = "lt";

  private AttemptItems() {}

  // The compiler leaves @Nullable out of a compact constructor's parameters in class files.
  @SuppressWarnings("NullAway")
  static Attempt read(Item item) {
    return new Attempt(
        Keys.parseAttempt(Keys.parseRun(item.pk()), item.sk()),
        AttemptId.of(item.text(ID)),
        new VersionHash(item.text(VERSION)),
        TaskInstanceState.of(item.text(STATE)),
        item.time(QUEUED),
        item.timeOrNull(STARTED),
        item.timeOrNull(ENDED),
        item.timeOrNull(HEARTBEAT),
        runner(item.textOrNull(RUNNER)),
        item.text(EXECUTOR),
        item.textOrNull(QUEUE),
        Math.toIntExact(item.number(RESCHEDULES)),
        item.texts(SKIPS).stream().map(TaskId::new).toList(),
        fields(item.textOrNull(RENDERED)),
        item.textOrNull(MAP_INDEX_NAME),
        item.textOrNull(NOTE),
        item.textOrNull(LOG));
  }

  static String name(TaskInstanceState state) {
    var name = state.airflowName();
    if (name == null) {
      throw new IllegalArgumentException("an attempt always has a state");
    }
    return name;
  }

  private static Attempt.@Nullable Runner runner(@Nullable String json) {
    return json == null ? null : Json.read(json, Attempt.Runner.class);
  }

  static String rendered(Map<String, @Nullable Object> fields) {
    return Json.write(new Rendered(fields));
  }

  private static Map<String, @Nullable Object> fields(@Nullable String json) {
    if (json == null) {
      return Map.of();
    }
    return Json.read(json, Rendered.class).f();
  }

  /** Rendered fields as they are stored. */
  private record Rendered(Map<String, @Nullable Object> f) {}
}
