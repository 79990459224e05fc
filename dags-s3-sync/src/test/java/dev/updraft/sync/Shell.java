package dev.updraft.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.updraft.core.wire.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine;

/** Calls the command as a shell does, with its output caught. */
final class Shell {
  static final Watch.Pace FAST =
      new Watch.Pace(
          Duration.ofMillis(20),
          Duration.ofMillis(40),
          Duration.ofSeconds(2),
          Duration.ofMillis(100),
          Duration.ofMillis(200));

  final Stopping stopping = new Stopping();
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  private final URI endpoint;
  private final Map<String, String> variables;

  Shell(URI endpoint) {
    this(endpoint, Map.of());
  }

  Shell(URI endpoint, Map<String, String> variables) {
    this.endpoint = endpoint;
    this.variables = variables;
  }

  /** Runs it; answers the exit code. */
  int sync(Object... args) {
    var command =
        new SyncCommand(S3Server.clients(endpoint), Clock.systemUTC(), variables, FAST, stopping);
    var words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  String said() {
    return out.toString();
  }

  String complained() {
    return err.toString();
  }

  JsonNode json() {
    try {
      return Json.MAPPER.readTree(said());
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + said(), e);
    }
  }
}
