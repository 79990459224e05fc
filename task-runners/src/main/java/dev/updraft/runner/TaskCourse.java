package dev.updraft.runner;

import dev.updraft.core.attempt.LaunchMessage;
import dev.updraft.core.dag.NativeArguments;
import dev.updraft.core.dag.NativeOperator;
import dev.updraft.core.dag.Task;
import dev.updraft.core.flow.Outcome;
import dev.updraft.runner.api.ApiClient;
import dev.updraft.runner.api.RunContext;
import dev.updraft.runner.log.SecretMasker;
import dev.updraft.runner.log.TaskLog;
import dev.updraft.runner.operator.Arguments;
import dev.updraft.runner.operator.Execution;
import dev.updraft.runner.operator.Lookups;
import dev.updraft.runner.operator.OperatorCatalog;
import dev.updraft.runner.operator.Rescheduled;
import dev.updraft.runner.operator.Result;
import dev.updraft.runner.operator.TaskFailure;
import dev.updraft.runner.operator.TaskSkip;
import dev.updraft.runner.operator.XComs;
import dev.updraft.runner.template.TemplateFiles;
import dev.updraft.runner.template.Templates;
import dev.updraft.runner.template.Variables;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The course of one claimed attempt, from its arguments to its outcome. */
final class TaskCourse {
  private final LaunchMessage message;
  private final RunContext context;
  private final ApiClient api;
  private final SecretMasker masker;
  private final TaskLog log;
  private final Cancellation cancellation;
  private final RunnerSettings settings;

  TaskCourse(
      LaunchMessage message,
      RunContext context,
      ApiClient api,
      SecretMasker masker,
      TaskLog log,
      Cancellation cancellation,
      RunnerSettings settings) {
    this.message = message;
    this.context = context;
    this.api = api;
    this.masker = masker;
    this.log = log;
    this.cancellation = cancellation;
    this.settings = settings;
  }

  /**
   * Runs; whatever goes wrong is an outcome, with its reason in the log. An {@link Error} too: most
   * are the task's or one class's, and an attempt whose runner gave up would be running for ever.
   */
  Outcome run() {
    try {
      var outcome = outcome(execute());
      return cancellation.reason() == null ? outcome : cancelled();
    } catch (Rescheduled e) {
      return cancellation.reason() == null
          ? new Outcome.Rescheduled(e.until(), context.reschedules() + 1)
          : cancelled();
    } catch (TaskSkip e) {
      log.info(String.valueOf(e.getMessage()));
      return cancellation.reason() == null ? new Outcome.Skipped() : cancelled();
    } catch (TaskFailure e) {
      if (cancellation.reason() != null) {
        return cancelled();
      }
      log.error(String.valueOf(e.getMessage()));
      return new Outcome.Failed(e.retry());
    } catch (InterruptedException e) {
      return cancelled();
    } catch (Throwable e) {
      if (cancellation.reason() != null) {
        return cancelled();
      }
      log.error(stackTrace(e));
      return new Outcome.Failed(true);
    }
  }

  /** What becomes of it if it was stopped before it began. */
  Outcome stopped() {
    return cancelled();
  }

  /** What becomes of it if it was stopped and its thread goes on. */
  Outcome leftBehind() {
    log.error("The task does not stop; its thread is left behind, and works on to no purpose");
    return cancelled();
  }

  private Result execute() throws InterruptedException {
    var task = context.brief().task();
    var operator =
        NativeOperator.of(task.operator())
            .orElseThrow(() ->
                TaskFailure.last(
                    "operator %s does not run natively".formatted(task.operator().classPath())));
    if (readsDagFolder(operator, task)) {
      settings.dagFiles().bring(api);
    }
    var lookups = new Lookups(api, settings.environment(), masker);
    var xcoms = new XComs(api);
    var variables = Variables.of(message, context, new ServerSource(api, lookups, xcoms));
    var arguments = arguments(operator, xcoms, lookups, variables);
    if (!task.operator().decorator()) {
      for (var name : NativeArguments.refused(operator, arguments.all())) {
        throw TaskFailure.last("argument '%s' is not supported natively".formatted(name));
      }
    }
    var execution =
        new Execution(
            message,
            context,
            arguments,
            variables,
            api,
            lookups,
            xcoms,
            log,
            cancellation,
            settings);
    var result = OperatorCatalog.of(operator).execute(execution);
    if (result instanceof Result.Done(@Nullable Object value)
        && value != null
        && cancellation.reason() == null
        && arguments.flag("do_xcom_push", true)) {
      xcoms.push(XComs.RETURN_VALUE, value);
    }
    return result;
  }

  /** Python code may import anything; the others read templates and scripts. */
  private static boolean readsDagFolder(NativeOperator operator, Task task) {
    return switch (operator) {
      case PYTHON, BRANCH_PYTHON, SHORT_CIRCUIT, FILE_SENSOR -> true;
      case EMPTY,
          BASH,
          HTTP,
          TRIGGER_DAG_RUN,
          LATEST_ONLY,
          TIME_SENSOR,
          TIME_DELTA_SENSOR,
          DATE_TIME_SENSOR,
          S3_KEY_SENSOR,
          HTTP_SENSOR,
          EXTERNAL_TASK_SENSOR -> {
        var text = task.operator().arguments().toString() + task.mapping();
        yield Stream.of("{%", ".sh", ".bash", "UPDRAFT_DAGS_FOLDER").anyMatch(text::contains);
      }
    };
  }

  private Arguments arguments(
      NativeOperator operator,
      XComs xcoms,
      Lookups lookups,
      Map<String, Supplier<@Nullable Object>> variables) {
    var file = settings.dagFolder().resolve(context.brief().relativeFileloc());
    var searchPath = List.of(file.resolveSibling(""), settings.dagFolder());
    var templates =
        new Templates(
            variables, searchPath, context.brief().dag().limits().renderTemplateAsNativeObj());
    var inputs =
        new Inputs(
            context.brief().task(),
            operator,
            xcoms,
            templates,
            new TemplateFiles(searchPath),
            lookups::variable);
    var arguments = inputs.arguments(message.key().taskInstance().mapIndex());
    if (!inputs.changed().isEmpty()) {
      api.renderedFields(masked(inputs.changed()));
    }
    return arguments;
  }

  private Map<String, @Nullable Object> masked(Map<String, @Nullable Object> fields) {
    fields.forEach(masker::addIfSensitive);
    var masked = new LinkedHashMap<String, @Nullable Object>();
    fields.forEach((name, value) -> masked.put(name, masker.maskIn(value)));
    return masked;
  }

  private Outcome outcome(Result result) {
    return switch (result) {
      case Result.Done _ -> new Outcome.Succeeded();
      case Result.Again(var until) -> new Outcome.Rescheduled(until, context.reschedules() + 1);
    };
  }

  private Outcome cancelled() {
    switch (cancellation.reason()) {
      case null -> log.error("The task's thread was interrupted");
      case NOT_WANTED -> log.warning("The server no longer wants this attempt");
      case OUT_OF_TOUCH ->
          log.error(
              "The server has answered no heartbeat for %s; the task is stopped before it is run again"
                  .formatted(Contact.SILENCE_MAX));
      case TIMED_OUT ->
          log.error(
              "Timeout: the task ran longer than its execution_timeout of %s"
                  .formatted(context.brief().task().executionTimeout()));
      case OUT_OF_TIME ->
          log.error(
              "Timeout: the executor ends its tasks' processes after a time, and the task had not"
                  + " ended by then. Run it with the executor 'worker' or 'ecs', or make it shorter");
      case SHUTDOWN -> log.error("The worker shuts down");
      case HANDED_BACK -> {
        log.warning("The worker shuts down; the task was stopped, and is run again elsewhere");
        return new Outcome.Rescheduled(settings.clock().instant(), context.reschedules() + 1);
      }
    }
    return new Outcome.Failed(true);
  }

  private static String stackTrace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
