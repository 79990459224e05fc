package dev.updraft.infra.options;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the jars, the images' contexts and the UI's files come from. */
public sealed interface Artifacts {
  /**
   * From a built repository.
   *
   * @param repository its folder
   */
  record In(Path repository) implements Artifacts {
    @Override
    public Path jar(String module) {
      return existing("%s/target/%s.jar".formatted(module, module), "./mvnw -DskipTests package");
    }

    @Override
    public Path ui() {
      return existing("ui/dist", "cd ui && npm ci && npm run build");
    }

    @Override
    public Path context() {
      return repository.toAbsolutePath().normalize();
    }

    private Path existing(String path, String command) {
      var there = context().resolve(path);
      if (!Files.exists(there)) {
        throw new OptionException("%s is missing; build it first: %s".formatted(there, command));
      }
      return there;
    }
  }

  /** Nowhere: an empty folder stands for each, to look at a template without building. */
  record None() implements Artifacts {
    @Override
    public Path jar(String module) {
      return context();
    }

    @Override
    public Path ui() {
      return context();
    }

    @Override
    public Path context() {
      try {
        var folder = Path.of(System.getProperty("java.io.tmpdir"), "updraft-no-artifacts");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot make an empty folder for artefacts", e);
      }
    }
  }

  /** A function's code. */
  Path jar(String module);

  /** The UI's files. */
  Path ui();

  /** The folder in which images are built. */
  Path context();
}
