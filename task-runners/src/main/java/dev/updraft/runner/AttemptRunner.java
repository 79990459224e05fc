package dev.updraft.runner;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.call.Backoff;
import dev.updraft.core.flow.Outcome;
import dev.updraft.core.id.AttemptId;
import dev.updraft.core.id.AttemptKey;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.id.TaskInstanceKey;
import dev.updraft.core.id.VersionHash;
import dev.updraft.runner.api.ApiClient;
import dev.updraft.runner.api.ApiClient.Claim;
import dev.updraft.runner.api.ApiException;
import dev.updraft.runner.api.RunContext;
import dev.updraft.runner.log.SecretMasker;
import dev.updraft.runner.log.TaskLog;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs attempts, any number at a time: claims one, runs it with a heartbeat, reports how it ended.
 */
public final class AttemptRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** For the report of an attempt that had to be stopped when its time here was over. */
  private static final Duration REPORT_AFTER_END = Duration.ofSeconds(15);

  /**
   * How long handing back may take, the grace of processes in it: all attempts are stopped at once,
   * by this one deadline.
   */
  public static final Duration HAND_BACK_WITHIN = Duration.ofSeconds(18);

  private final RunnerSettings settings;
  private final HttpClient http;
  private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();
  private final Underway underway = new Underway();
  private volatile boolean handingBack;

  /** With the worker's settings. */
  public AttemptRunner(RunnerSettings settings) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  /** Runs what the message says, to its end. */
  public Ending run(LaunchMessage message) {
    return run(message, null);
  }

  /**
   * Runs what the message says, to its end.
   *
   * @param left how long it may take here, whatever its own limit is; what takes longer is stopped
   *     and reported as failed. Null for any time
   */
  public Ending run(LaunchMessage message, @Nullable Duration left) {
    var api = new ApiClient(http, settings.api(), settings.backoff(), message);
    var self = Host.forOneAttempt();
    try (var _ = underway.begin()) {
      return switch (api.claim(self, settings.clock().instant())) {
        case Claim.Refused(var reason) -> new Ending.NotClaimed(reason);
        case Claim.Granted(var context) -> run(message, api, self, context, left);
      };
    } catch (ApiException | IllegalArgumentException e) {
      LOG.warn("attempt {} could not be run", message.id(), e);
      return new Ending.Unreported(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Makes one call that the server refuses, so that all that calls need is loaded: for a snapshot.
   *
   * @throws ApiException if there is no answer
   */
  public void rehearse() {
    var run = new RunKey(new DagId("updraft_rehearsal"), new RunId("none"));
    var key = new AttemptKey(new TaskInstanceKey(run, new TaskId("none"), -1), 1);
    var now = settings.clock().instant();
    var nobodys =
        new LaunchMessage(
            key, AttemptId.of(key, now), new VersionHash("0"), "none", null, "no ticket");
    try {
      var _ =
          new ApiClient(http, settings.api(), Backoff.ONCE, nobodys)
              .claim(Host.forOneAttempt(), now);
    } catch (ApiException e) {
      if (e.status() == ApiException.NO_ANSWER) {
        throw e;
      }
    }
  }

  private Ending run(
      LaunchMessage message,
      ApiClient api,
      ApiClient.Runner self,
      RunContext context,
      @Nullable Duration left) {
    long began = System.nanoTime();
    var masker = new SecretMasker();
    var log =
        new TaskLog(api::log, masker, settings.clock(), settings.logBytesMax(), context.logNext());
    var course =
        CourseThread.of(
            message.key().toString(),
            settings.killGrace(),
            cancellation ->
                new TaskCourse(message, context, api, masker, log, cancellation, settings));
    var cancellation = course.cancellation();
    running.add(cancellation);
    if (handingBack) {
      cancellation.cancel(Cancellation.Reason.HANDED_BACK);
    }
    Outcome outcome;
    try (var _ = Watch.start(settings, api, self, log, cancellation, context, left)) {
      outcome = course.run();
    } finally {
      running.remove(cancellation);
      cancellation.finish();
    }
    if (cancellation.reason() == Cancellation.Reason.NOT_WANTED) {
      return new Ending.Stopped();
    }
    var report = new Report(settings.clock().instant(), context.shouldRetry());
    var logTail = log.finish(outcome instanceof Outcome.Rescheduled);
    return api.state(report.body(outcome, logTail), leftForReport(left, began))
        ? new Ending.Reported(outcome)
        : new Ending.Stopped();
  }

  private Duration leftForReport(@Nullable Duration left, long began) {
    return left == null
        ? settings.backoff().patience()
        : left.minusNanos(System.nanoTime() - began).plus(REPORT_AFTER_END);
  }

  /**
   * Stops every attempt that runs, all at once, and each that is begun from now on; each is
   * reported as to be run again, in the same try. Waits for none.
   */
  public void handBack() {
    handingBack = true;
    for (var cancellation : running) {
      // Ending processes takes their grace, on a thread that may not be able to give way.
      var _ =
          Thread.ofPlatform()
              .daemon()
              .name("hand back")
              .start(() -> cancellation.cancel(Cancellation.Reason.HANDED_BACK));
    }
  }

  /** Hands back what runs, and waits until that is reported, but not for ever. */
  @Override
  public void close() {
    handBack();
    if (!underway.isOverWithin(HAND_BACK_WITHIN)) {
      LOG.warn("some attempts have not ended within {}; they are lost", HAND_BACK_WITHIN);
    }
    http.shutdownNow();
    http.close();
  }
}
