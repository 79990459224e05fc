package dev.updraft.core.run;

import dev.updraft.core.dag.TriggerRule;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger rule says of a task instance, given its upstream: run, wait, or never run and why.
 * The early decisions are those of Airflow's {@code trigger_rule_dep}: some rules decide before all
 * upstream has ended.
 */
public final class TriggerRules {
  private TriggerRules() {}

  /** The rule's word. */
  public static Verdict judge(TriggerRule rule, UpstreamStates states) {
    if (rule == TriggerRule.ALWAYS || states.upstream() == 0) {
      return new Verdict.Run();
    }
    var never = never(rule, states);
    if (never != null) {
      return new Verdict.Never(never);
    }
    return mayRun(rule, states) ? new Verdict.Run() : new Verdict.Wait();
  }

  private static @Nullable TaskInstanceState never(TriggerRule rule, UpstreamStates s) {
    return switch (rule) {
      case ALL_SUCCESS ->
          s.anyFailure() ? TaskInstanceState.UPSTREAM_FAILED : skippedIf(s.skipped() > 0);
      case ALL_FAILED -> skippedIf(s.success() > 0 || s.skipped() > 0);
      case ALL_DONE_MIN_ONE_SUCCESS ->
          s.skipped() > 0
              ? TaskInstanceState.SKIPPED
              : upstreamFailedIf(s.allDone() && s.success() == 0);
      case ONE_SUCCESS ->
          s.allDone() && s.done() == s.skipped()
              ? TaskInstanceState.SKIPPED
              : upstreamFailedIf(s.allDone() && s.success() == 0);
      case ONE_FAILED -> skippedIf(s.allDone() && !s.anyFailure());
      case ONE_DONE -> skippedIf(s.allDone() && s.failed() == 0 && s.success() == 0);
      case NONE_FAILED -> upstreamFailedIf(s.anyFailure());
      case NONE_FAILED_MIN_ONE_SUCCESS -> noneFailedMinOneSuccess(s);
      case NONE_SKIPPED -> skippedIf(s.skipped() > 0);
      case ALL_SKIPPED -> skippedIf(s.success() > 0 || s.anyFailure());
      // Nothing is a setup yet, so the rule of teardowns asks no more than that all has ended.
      case ALL_DONE, ALL_DONE_SETUP_SUCCESS, ALWAYS -> null;
    };
  }

  private static @Nullable TaskInstanceState noneFailedMinOneSuccess(UpstreamStates s) {
    if (s.anyFailure()) {
      return TaskInstanceState.UPSTREAM_FAILED;
    }
    if (s.skipped() == s.upstream()) {
      return TaskInstanceState.SKIPPED;
    }
    return upstreamFailedIf(s.allDone() && s.success() == 0);
  }

  private static boolean mayRun(TriggerRule rule, UpstreamStates s) {
    return switch (rule) {
      case ALL_SUCCESS -> s.success() + s.removed() >= s.upstream();
      case ALL_FAILED -> s.failed() + s.upstreamFailed() + s.removed() >= s.upstream();
      case ALL_DONE, ALL_DONE_SETUP_SUCCESS, NONE_SKIPPED, ALL_DONE_MIN_ONE_SUCCESS -> s.allDone();
      case ONE_SUCCESS -> s.success() > 0;
      case ONE_FAILED -> s.anyFailure();
      case ONE_DONE -> s.success() + s.failed() > 0;
      case NONE_FAILED -> s.success() + s.skipped() + s.removed() >= s.upstream();
      case NONE_FAILED_MIN_ONE_SUCCESS ->
          s.success() + s.skipped() + s.removed() >= s.upstream() && s.success() > 0;
      case ALL_SKIPPED -> s.skipped() >= s.upstream();
      case ALWAYS -> true;
    };
  }

  private static @Nullable TaskInstanceState skippedIf(boolean condition) {
    return condition ? TaskInstanceState.SKIPPED : null;
  }

  private static @Nullable TaskInstanceState upstreamFailedIf(boolean condition) {
    return condition ? TaskInstanceState.UPSTREAM_FAILED : null;
  }

  /** What a rule says. */
  public sealed interface Verdict {
    /** The task instance may run now. */
    record Run() implements Verdict {}

    /** It cannot be said yet. */
    record Wait() implements Verdict {}

    /**
     * It will not run.
     *
     * @param state what it becomes: skipped or upstream_failed
     */
    record Never(TaskInstanceState state) implements Verdict {}
  }
}
