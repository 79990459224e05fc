package dev.updraft.runner.python;

import dev.updraft.runner.operator.Arguments;
import dev.updraft.runner.operator.ContextVariables;
import dev.updraft.runner.operator.Execution;
import dev.updraft.runner.operator.Pump;
import dev.updraft.runner.operator.TaskFailure;
import dev.updraft.runner.operator.WorkDirectory;
import dev.updraft.runner.process.Lines;
import dev.updraft.runner.process.UserProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of a function of the user's, in a Python process of its own.
 *
 * @param target which function
 * @param args its positional arguments
 * @param kwargs its arguments by name, or values that join the context
 * @param strict whether all of {@code kwargs} are passed, as to a decorated function, or only those
 *     the function names, as to an operator's callable
 * @param extra more for the bootstrap script: a response, or a date to pass first
 */
public record PythonCall(
    Target target,
    List<@Nullable Object> args,
    Map<String, @Nullable Object> kwargs,
    boolean strict,
    Map<String, @Nullable Object> extra) {

  /** Airflow's {@code [workers] socket_cleanup_timeout}. */
  private static final Duration OUTPUT_AFTER_END = Duration.ofSeconds(60);

  /** Which function to call. */
  public sealed interface Target {
    /** A dotted name, looked up beside the DAG's file and in the DAG folder. */
    record Dotted(String name) implements Target {}

    /** A function of a file. */
    record InFile(Path file, String name) implements Target {}

    /** A Python expression, such as a lambda. */
    record Expression(String text) implements Target {}
  }

  /**
   * What a function returned.
   *
   * @param value as JSON
   * @param truth whether Python takes it for true
   */
  public record Answer(@Nullable Object value, boolean truth) {}

  /** The function an argument names, by the ways the dialect has; null if none of them is used. */
  public static @Nullable Target target(Execution execution, String argument) {
    var arguments = execution.arguments();
    var lambda = arguments.textOrNull(argument + "_lambda");
    if (lambda != null) {
      return new Target.Expression(lambda);
    }
    var file = arguments.textOrNull(argument + "_file");
    if (file != null) {
      return new Target.InFile(file(execution, file), arguments.text(argument + "_name"));
    }
    var dotted = arguments.textOrNull(argument);
    if (dotted == null) {
      return null;
    }
    return dotted.startsWith("lambda ")
        ? new Target.Expression(dotted)
        : new Target.Dotted(checked(arguments, argument, dotted));
  }

  private static String checked(Arguments arguments, String argument, String dotted) {
    if (!dotted.matches("[\\p{L}_][\\p{L}\\p{N}_]*(\\.[\\p{L}_][\\p{L}\\p{N}_]*)+")) {
      throw arguments.wrong(argument, "a dotted name such as module.function");
    }
    return dotted;
  }

  private static Path file(Execution execution, String name) {
    var beside = execution.dagFile().resolveSibling(name);
    return java.nio.file.Files.exists(beside)
        ? beside
        : execution.settings().dagFolder().resolve(name);
  }

  /**
   * Calls it.
   *
   * @throws TaskFailure if it raises
   * @throws dev.updraft.runner.operator.TaskSkip if it raises AirflowSkipException
   */
  public Answer run(Execution execution) throws InterruptedException {
    try (var work = WorkDirectory.create(execution.settings().fence())) {
      return run(execution, work.path());
    } catch (IOException e) {
      throw new UncheckedIOException("the function could not be called: " + e.getMessage(), e);
    }
  }

  private Answer run(Execution execution, Path work) throws IOException, InterruptedException {
    var socket = work.resolve("s");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      var fence = execution.settings().fence();
      server.bind(UnixDomainSocketAddress.of(socket));
      WorkDirectory.give(socket, fence);
      var inherited = execution.settings().environment();
      var environment = new HashMap<>(inherited);
      environment.putAll(ContextVariables.of(execution));
      environment.put("UPDRAFT_SOCKET", socket.toString());
      environment.put("PYTHONUNBUFFERED", "1");
      var protocol = new PythonProtocol(execution, spec(execution));
      try (var process =
              UserProcess.start(
                  PythonExecutable.command(inherited, fence), environment, work, fence);
          var output =
              Pump.start(() ->
                  Lines.forEach(
                      process.output(),
                      StandardCharsets.UTF_8,
                      line ->
                          execution.log().output("info", "task.stdout", line.text(), line.cut())));
          var talk = Pump.start(() -> protocol.serve(server));
          var _ =
              execution
                  .cancellation()
                  .onCancel(() -> process.kill(execution.settings().killGrace()))) {
        process.awaitEnd();
        if (!protocol.connected()) {
          protocol.giveUp(server);
        }
        if (!output.hasEndedWithin(OUTPUT_AFTER_END)) {
          execution
              .log()
              .warning(
                  "The function's process has ended, but others hold its output open after %d s; they are ended"
                      .formatted(OUTPUT_AFTER_END.toSeconds()));
          process.kill(Duration.ZERO);
        }
        int code = process.waitFor();
        output.join();
        talk.join();
        return protocol.answer(code);
      }
    }
  }

  private Map<String, @Nullable Object> spec(Execution execution) {
    var spec = new LinkedHashMap<String, @Nullable Object>(PythonContext.of(execution));
    switch (target) {
      case Target.Dotted(var name) -> spec.put("name", name);
      case Target.InFile(var file, var name) -> {
        spec.put("file", file.toString());
        spec.put("name", name);
      }
      case Target.Expression(var text) -> spec.put("expression", text);
    }
    var path = new ArrayList<String>();
    path.add(execution.dagFile().resolveSibling("").toString());
    path.add(execution.settings().dagFolder().toString());
    spec.put("path", path);
    spec.put("args", args);
    spec.put("kwargs", kwargs);
    spec.put("strict", strict);
    spec.putAll(extra);
    return spec;
  }
}
