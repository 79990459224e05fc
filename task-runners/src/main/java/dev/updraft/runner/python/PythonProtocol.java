package dev.updraft.runner.python;

import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.wire.Json;
import dev.updraft.runner.api.ApiException;
import dev.updraft.runner.api.Times;
import dev.updraft.runner.operator.Execution;
import dev.updraft.runner.operator.Rescheduled;
import dev.updraft.runner.operator.TaskFailure;
import dev.updraft.runner.operator.TaskSkip;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The worker's side of the conversation with the bootstrap script: one line of JSON at a time. */
final class PythonProtocol {
  private final Execution execution;
  private final Map<String, @Nullable Object> spec;
  private volatile boolean connected;
  private volatile @Nullable JsonNode last;

  PythonProtocol(Execution execution, Map<String, @Nullable Object> spec) {
    this.execution = execution;
    this.spec = spec;
  }

  boolean connected() {
    return connected;
  }

  /** Ends the wait for one that will not connect any more. */
  void giveUp(ServerSocketChannel server) throws IOException {
    server.close();
  }

  /** Speaks with the one that connects, until it goes. */
  void serve(ServerSocketChannel server) throws IOException {
    try (var channel = server.accept();
        var out = Channels.newOutputStream(channel)) {
      connected = true;
      out.write((Json.write(spec) + "\n").getBytes(StandardCharsets.UTF_8));
      var messages = new Messages(Channels.newInputStream(channel), Messages.CHARS_MAX);
      for (var line = messages.next(); line != null; line = messages.next()) {
        var message = Json.MAPPER.readTree(line);
        switch (message.path("t").asText()) {
          case "log" ->
              execution
                  .log()
                  .output(
                      message.path("level").asText("info"),
                      message.path("logger").asText("task"),
                      message.path("event").asText(),
                      message.path("cut").asBoolean());
          case "call" ->
              out.write((Json.write(reply(message)) + "\n").getBytes(StandardCharsets.UTF_8));
          default -> last = message;
        }
      }
    } catch (AsynchronousCloseException e) {
      if (connected) {
        throw e;
      } // otherwise it ended before it connected, and its exit code says so
    } catch (IOException e) {
      if (execution.cancellation().reason() == null && last == null) {
        throw e;
      }
    }
  }

  private Map<String, @Nullable Object> reply(JsonNode call) {
    var reply = new LinkedHashMap<String, @Nullable Object>();
    try {
      reply.put("value", value(call));
    } catch (NotFound e) {
      reply.put("error", e.getMessage());
      reply.put("missing", true);
    } catch (ApiException | IllegalArgumentException e) {
      reply.put("error", String.valueOf(e.getMessage()));
    }
    return reply;
  }

  private @Nullable Object value(JsonNode call) throws NotFound {
    var key = call.path("key").asText();
    return switch (call.path("op").asText()) {
      case "push" -> {
        execution.xcoms().push(key, Json.MAPPER.convertValue(call.path("value"), Object.class));
        yield null;
      }
      case "pull" -> {
        var own = execution.task().taskId().value();
        var task = call.path("task").isTextual() ? call.path("task").asText() : own;
        yield call.path("map_index").isNumber()
            ? execution.xcoms().pull(task, key, call.path("map_index").asInt())
            : execution.xcoms().pull(task, key);
      }
      case "variable" ->
          execution.lookups().variable(key).orElseThrow(() -> new NotFound("Variable", key));
      case "connection" ->
          Json.tree(
              execution
                  .lookups()
                  .connection(key)
                  .map(PythonProtocol::fields)
                  .orElseThrow(() -> new NotFound("Connection", key)));
      default -> throw new IllegalArgumentException("unknown call " + call);
    };
  }

  private static Map<String, Object> fields(dev.updraft.runner.api.Connection connection) {
    return dev.updraft.runner.api.ApiClient.fields(
        "conn_id", connection.connId(),
        "conn_type", connection.connType(),
        "host", connection.host(),
        "schema", connection.schema(),
        "login", connection.login(),
        "password", connection.password(),
        "port", connection.port(),
        "extra", connection.extra());
  }

  /** What the function returned, or the failure it stands for. */
  PythonCall.Answer answer(int exitCode) {
    var message = last;
    if (message == null) {
      throw TaskFailure.retryable(
          "The Python process ended with exit code %d and no result".formatted(exitCode));
    }
    if (message.path("t").asText().equals("result")) {
      return new PythonCall.Answer(
          Json.MAPPER.convertValue(message.path("value"), Object.class),
          message.path("truth").asBoolean());
    }
    List<String> classes = new ArrayList<>();
    message.path("classes").forEach(each -> classes.add(each.asText()));
    var text = message.path("message").asText();
    if (classes.contains("AirflowSkipException")) {
      throw new TaskSkip(text.isEmpty() ? "The function asked to be skipped" : text);
    }
    if (classes.contains("AirflowRescheduleException")) {
      throw new Rescheduled(Times.parse(message.path("reschedule").asText()));
    }
    execution.log().write("error", "task", message.path("trace").asText().stripTrailing());
    var why = "%s: %s".formatted(classes.getFirst(), text);
    throw classes.contains("AirflowFailException") || classes.contains("AirflowSensorTimeout")
        ? TaskFailure.last(why)
        : TaskFailure.retryable(why);
  }

  private static final class NotFound extends Exception {
    private static final long serialVersionUID = 1L;

    NotFound(String what, String key) {
      super("%s '%s' does not exist".formatted(what, key));
    }
  }
}
