package dev.updraft.standalone.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives all test classes that do not end it one and the same process, from the first that asks to
 * the end of all tests.
 */
final class OneUpdraft implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == UpdraftProcess.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(OneUpdraft.class))
        .computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class)
        .process();
  }

  /**
   * The process and its folder, which go together.
   *
   * @param folder where its files are
   * @param process the process
   */
  private record Shared(Path folder, UpdraftProcess process) implements AutoCloseable {
    static Shared start() {
      try {
        var folder = Files.createTempDirectory("updraft-journeys");
        return new Shared(folder, UpdraftProcess.up(folder));
      } catch (IOException e) {
        throw new UncheckedIOException("no temporary folder can be made", e);
      }
    }

    @Override
    public void close() throws IOException {
      process.close();
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
