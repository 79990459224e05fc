package dev.updraft.runner.operator;

import dev.updraft.runner.process.Lines;
import dev.updraft.runner.process.Lines.Line;
import dev.updraft.runner.process.UserProcess;
import dev.updraft.runner.template.PythonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Airflow's {@code BashOperator}. */
final class BashTask implements NativeTask {
  private static final long DEFAULT_SKIP_CODE = 99;

  @Override
  public Result execute(Execution execution) throws InterruptedException {
    var arguments = execution.arguments();
    var skipCodes = skipCodes(arguments);
    try (var work = WorkDirectory.create(execution.settings().fence())) {
      var directory = directory(arguments, work.path());
      var command = command(arguments.text("bash_command"), work.path());
      execution.log().info("Running command: " + PythonText.repr(command));
      var last = new AtomicReference<>(new Line("", false));
      int code = run(execution, command, directory, last);
      execution.log().info("Command exited with return code " + code);
      if (skipCodes.contains((long) code)) {
        throw new TaskSkip("Bash command returned exit code %d. Skipping.".formatted(code));
      }
      if (code != 0) {
        throw TaskFailure.retryable(
            "Bash command failed. The command returned a non-zero exit code %d.".formatted(code));
      }
      return arguments.flag("do_xcom_push", true)
          ? new Result.Done(value(last.get()))
          : Result.NOTHING;
    } catch (IOException e) {
      throw new UncheckedIOException("the command could not be run: " + e.getMessage(), e);
    }
  }

  /** Until nobody can write to its output any more, and then until it has ended itself. */
  private static int run(
      Execution execution, List<String> command, Path directory, AtomicReference<Line> last)
      throws IOException, InterruptedException {
    var charset = charset(execution.arguments());
    execution.log().info("Output:");
    try (var process =
            UserProcess.start(
                command, environment(execution), directory, execution.settings().fence());
        var output =
            Pump.start(() ->
                Lines.forEach(
                    process.output(),
                    charset,
                    line -> {
                      last.set(line);
                      execution.log().output("info", "task.stdout", line.stripped(), line.cut());
                    }));
        var _ =
            execution
                .cancellation()
                .onCancel(() -> process.kill(execution.settings().killGrace()))) {
      output.join();
      return process.waitFor();
    }
  }

  private static String value(Line last) {
    if (last.cut()) {
      throw TaskFailure.last(
          "The last line of the output has more than %d bytes, which is more than an XCom can have: set do_xcom_push to false, or write less"
              .formatted(Lines.LINE_BYTES_MAX));
    }
    return last.stripped();
  }

  /** A script that came from a template file runs from a file, so that it may be long. */
  private static List<String> command(String text, Path work) throws IOException {
    var bash = UserProcess.onPath("bash");
    var program = bash == null ? "bash" : bash.toString();
    if (text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length < 100_000) {
      return List.of(program, "-c", text);
    }
    var script = Files.writeString(work.resolve("command.sh"), text); // readable by all
    return List.of(program, script.toString());
  }

  private static Path directory(Arguments arguments, Path otherwise) {
    var cwd = arguments.textOrNull("cwd");
    if (cwd == null) {
      return otherwise;
    }
    var directory = Path.of(cwd);
    if (!Files.exists(directory)) {
      throw TaskFailure.retryable("Can not find the cwd: " + cwd);
    }
    if (!Files.isDirectory(directory)) {
      throw TaskFailure.retryable("The cwd %s must be a directory".formatted(cwd));
    }
    return directory;
  }

  private static Map<String, String> environment(Execution execution) {
    var arguments = execution.arguments();
    var environment = new HashMap<String, String>();
    if (!arguments.has("env") || arguments.flag("append_env", false)) {
      environment.putAll(execution.settings().environment());
    }
    arguments.map("env").forEach((name, value) -> environment.put(name, text(value)));
    environment.putAll(ContextVariables.of(execution));
    return environment;
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Boolean bool -> bool ? "True" : "False";
      default -> value.toString();
    };
  }

  private static List<Long> skipCodes(Arguments arguments) {
    if (!arguments.all().containsKey("skip_on_exit_code")) {
      return List.of(DEFAULT_SKIP_CODE);
    }
    return switch (arguments.get("skip_on_exit_code")) {
      case null -> List.of();
      case Long code -> List.of(code);
      case List<?> codes when codes.stream().allMatch(Long.class::isInstance) ->
          codes.stream().map(Long.class::cast).toList();
      default -> throw arguments.wrong("skip_on_exit_code", "a number, a list of numbers or null");
    };
  }

  private static Charset charset(Arguments arguments) {
    try {
      return Charset.forName(arguments.text("output_encoding", "utf-8"));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw arguments.wrong("output_encoding", "the name of a character encoding");
    }
  }
}
