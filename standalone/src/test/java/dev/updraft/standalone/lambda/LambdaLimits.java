package dev.updraft.standalone.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What Lambda has less of than a developer's machine. */
final class LambdaLimits {
  /** Programs of the image that Lambda runs Java in: no setsid, no perl, no ps, no python3. */
  private static final List<String> TOOLS =
      List.of(
          "awk",
          "base64",
          "basename",
          "bash",
          "cat",
          "chmod",
          "cp",
          "cut",
          "date",
          "dirname",
          "du",
          "echo",
          "env",
          "expr",
          "false",
          "grep",
          "head",
          "id",
          "kill",
          "ln",
          "ls",
          "mkdir",
          "mktemp",
          "mv",
          "nproc",
          "printf",
          "pwd",
          "rm",
          "rmdir",
          "sed",
          "seq",
          "sh",
          "sleep",
          "sort",
          "stat",
          "tail",
          "tee",
          "test",
          "timeout",
          "touch",
          "tr",
          "true",
          "uname",
          "uniq",
          "wc",
          "xargs");

  private LambdaLimits() {}

  /** A {@code PATH} with no more than Lambda's image has, below this folder. */
  static String path(Path folder) {
    var tools = folder.resolve("lambda-path");
    try {
      Files.createDirectories(tools);
      for (var name : TOOLS) {
        var link = tools.resolve(name);
        if (!Files.exists(link)) {
          Files.createSymbolicLink(link, program(name));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot link the programs of Lambda's image", e);
    }
    return tools.toString();
  }

  private static Path program(String name) throws IOException {
    var here = String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1);
    return Stream.of(here)
        .map(one -> Path.of(one, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IOException("no " + name + " in PATH"));
  }

  /**
   * A function's URL that answers each so many of the runners' calls as Lambda does when no
   * execution is free.
   */
  static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> throttled(
      int each, RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler) {
    var calls = new AtomicInteger();
    return (event, context) -> {
      boolean runners = event.getRawPath().startsWith("/execution/");
      if (!runners || calls.incrementAndGet() % each != 0) {
        return handler.handleRequest(event, context);
      }
      System.out.println("throttled " + event.getRawPath());
      return APIGatewayV2HTTPResponse.builder()
          .withStatusCode(429)
          .withHeaders(Map.of("Content-Type", "application/json"))
          .withBody(
              "{\"Reason\":\"ConcurrentInvocationLimitExceeded\",\"message\":\"Rate Exceeded.\"}")
          .build();
    };
  }
}
